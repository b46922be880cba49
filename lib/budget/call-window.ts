import "server-only";
import pLimit from "p-limit";
import {
  blockfrostBudget,
  type Asker,
  type Grant,
  type Pace,
  type Refusal,
  type SharedBudget,
} from "@/lib/budget/budget";
import { SourceRefused } from "@/lib/budget/refused";

export interface Stop {
  readonly reason: "time" | Refusal;
  /** When calls may go on, where that is known. */
  readonly retryInMs: number;
}

/** Not a failure: the window ended before this call was made. The work goes on in the next step. */
export class WindowClosed extends Error {
  override readonly name = "WindowClosed";
  constructor(readonly stop: Stop) {
    super(`no more calls in this step: ${stop.reason}`);
  }
}

/** Where tokens come from and what is told back. */
type Budget = Pick<SharedBudget, "take" | "giveBack" | "report" | "recovered" | "tokenLifetimeMs">;

interface WindowOptions {
  readonly concurrency: number;
  /** No call starts after this time (ms since the epoch). */
  readonly closesAt: number;
  /** A call that has not answered by then is given up. */
  readonly endsAt: number;
  /** Smoothed time of one call, to ask for about as many tokens as a token's lifetime can use. */
  readonly callLatencyMs: number;
  readonly now: () => number;
  readonly asker: Asker;
  readonly budget?: Budget;
  /** Work of more calls than this waits within the window where its source says that more come in time; absent: none does. */
  readonly waitsAbove?: number;
}

/**
 * The chain calls of one step: bounded concurrency, each behind a token, none after the deadline.
 * Tokens are taken in slices just before they are used, so that several wallets share the bucket fairly.
 */
export class CallWindow {
  private readonly limit;
  private readonly budget: Budget;
  private tokens = 0;
  private grantedAt = 0;
  private hasSpent = false;
  private isProbing = false;
  private taking: Promise<void> | undefined;
  private latencyMs;
  /** The quickest call of this window: lists and accounts take longer than a transaction. Undefined before the first. */
  private answeredInMs: number | undefined;
  private stopped: Stop | undefined;
  private waiting = 0;
  private made = 0;
  private spared = 0;
  /** Calls of the whole work, those that are made among them; undefined where nobody knows. */
  private expected: number | undefined;
  private underWay = 0;
  private wasShort = false;
  private whenQuiet: (() => void)[] = [];
  tokensLeft = 0;
  /** How fast this account gets calls; null before it has asked. */
  pace: Pace | null = null;

  constructor(private readonly options: WindowOptions) {
    this.limit = pLimit(options.concurrency);
    this.budget = options.budget ?? blockfrostBudget;
    this.latencyMs = options.callLatencyMs;
  }

  /** Calls that wait for their turn, or for a token. */
  get backlog(): number {
    return this.waiting;
  }

  get measuredLatencyMs(): number {
    return Math.round(this.latencyMs);
  }

  /** Tells how many calls the work takes from here on, further steps included: small work goes before large. */
  expect(calls: number): void {
    this.expected = this.made + calls;
  }

  /** Why no further call will be made, if so. */
  get stop(): Stop | undefined {
    return this.stopped;
  }

  /** Runs one chain call when its turn and a token have come. Throws `WindowClosed` when there is none left in this step. */
  call<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      const startedAt = this.options.now();
      const result = await work();
      const ms = this.options.now() - startedAt;
      this.answeredInMs = Math.min(ms, this.answeredInMs ?? ms);
      return result;
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    return this.limit(async () => {
      await this.spend().finally(() => (this.waiting -= 1));
      const startedAt = this.options.now();
      // A refusal is told to the others even where it comes too late for this window.
      const result = await this.untilEnd(work().catch((error: unknown) => this.refused(error))).finally(() =>
        this.answered(),
      );
      this.latencyMs += (this.options.now() - startedAt - this.latencyMs) * 0.1;
      if (this.isProbing) await this.recover();
      return result;
    });
  }

  /**
   * What is known already, when a call would have brought it: behind a token, in its turn, after as long as a call takes. That
   * somebody else has asked before must not be told by the time. Throws `WindowClosed`.
   */
  asIfAsked<T>(known: T): Promise<T> {
    return this.inTurn(() => {
      this.spared += 1;
      return new Promise((resolve) => {
        setTimeout(() => resolve(known), this.answeredInMs ?? this.latencyMs);
      });
    });
  }

  /** Gives back what was granted and not used. */
  async close(): Promise<void> {
    this.stopped ??= { reason: "time", retryInMs: 0 };
    const [unused, spared] = [this.tokens, this.spared];
    this.tokens = 0;
    this.spared = 0;
    await this.budget.giveBack(unused, this.options.asker, spared);
  }

  private async spend(): Promise<void> {
    for (;;) {
      if (this.stopped) throw new WindowClosed(this.stopped);
      const now = this.options.now();
      if (now >= this.options.closesAt) throw this.end({ reason: "time", retryInMs: 0 });
      if (this.tokens > 0 && now - this.grantedAt < this.budget.tokenLifetimeMs) {
        this.tokens -= 1;
        this.made += 1;
        this.underWay += 1;
        return;
      }
      this.taking ??= this.refill().finally(() => (this.taking = undefined));
      await this.taking;
    }
  }

  private answered(): void {
    this.underWay -= 1;
    // Not before whoever asked has read the answer.
    if (this.underWay === 0) for (const wake of this.whenQuiet.splice(0)) setTimeout(wake, 0);
  }

  private async refill(): Promise<void> {
    // What is under way may tell how much is to come.
    if (this.expected === undefined && this.wasShort && this.underWay > 0)
      await new Promise<void>((wake) => this.whenQuiet.push(wake));
    const stale = this.tokens;
    this.tokens = 0;
    if (stale > 0) await this.budget.giveBack(stale, this.options.asker);
    const perLifetime = Math.ceil(
      (this.options.concurrency * this.budget.tokenLifetimeMs * 0.8) / Math.max(20, this.latencyMs),
    );
    const need = this.expected === undefined ? undefined : Math.max(0, this.expected - this.made);
    // Before it is known how much is to come, only what is asked for by now.
    const coming = need === undefined ? 0 : this.options.concurrency;
    const wanted = Math.max(1, Math.min(this.waiting + coming, perLifetime));
    const askedAt = this.options.now();
    const grant = await this.budget.take(wanted, this.options.asker, { need, hasSpent: this.hasSpent });
    this.tokensLeft = grant.tokensLeft;
    this.pace = grant.pace;
    if (grant.granted === 0) {
      const { refusal, retryInMs } = grant;
      if (!this.waitsFor(grant, askedAt)) throw this.end({ reason: refusal ?? "rate_limit", retryInMs });
      return new Promise((wake) => setTimeout(wake, retryInMs));
    }
    this.tokens = grant.granted;
    this.wasShort = grant.granted < wanted;
    this.grantedAt = askedAt;
    this.hasSpent = true;
    this.isProbing = grant.isProbe;
  }

  /** Calls that come in time are worth more than a further step. */
  private waitsFor({ refusal, retryInMs }: Grant, now: number): boolean {
    const { waitsAbove = Infinity, closesAt } = this.options;
    const isMuch = this.expected !== undefined && this.expected > waitsAbove;
    return isMuch && refusal === "rate_limit" && retryInMs > 0 && now + retryInMs < closesAt;
  }

  /** The chain's own "no more" ends this window and, by way of the shared budget, those of all others. */
  private async refused(error: unknown): Promise<never> {
    if (!(error instanceof SourceRefused)) throw error;
    const retryInMs = await this.budget.report(error.refusal, new Date(this.options.now()));
    throw this.end({ reason: error.refusal.status === 402 ? "daily_quota" : "held", retryInMs });
  }

  private async recover(): Promise<void> {
    this.isProbing = false;
    await this.budget.recovered();
  }

  private end(stop: Stop): WindowClosed {
    this.stopped ??= stop;
    return new WindowClosed(this.stopped);
  }

  private async untilEnd<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const end = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(this.end({ reason: "time", retryInMs: 0 })),
        Math.max(0, this.options.endsAt - this.options.now()),
      );
    });
    try {
      return await Promise.race([work, end]);
    } finally {
      clearTimeout(timer);
    }
  }
}
