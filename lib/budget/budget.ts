import "server-only";
import {
  closeBreakerScript,
  countedTokenMs,
  giveBackScript,
  holdScript,
  openBreakerScript,
  peekScript,
  seedScript,
  shutDayScript,
  takeScript,
} from "@/lib/budget/budget-scripts";
import type { SourceRefusal } from "@/lib/budget/refused";
import { currentAsker } from "@/lib/asker";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { redisKey, withRedis } from "@/lib/redis";

/** A probe that has not come back by then is taken for lost, and another may go. */
const probeMs = 15_000;
const firstBreakMs = { 418: 300_000, 503: 60_000 } as const;
const longestBreakMs = 3_600_000;

/** Of the day's quota, what background work may use. */
const backgroundShare = 0.3;
/** Of the day's quota, what one account has while others want some; and of what is left of it, what one may have at most. */
const dayShares = { guest: { share: 0.05, ofRest: 0.25 }, signedIn: { share: 0.15, ofRest: 0.5 } } as const;

/** Who calls are made for: accounts share the day, and the moment. */
export interface Asker {
  readonly userId: string;
  readonly isGuest: boolean;
  /** Nobody waits for it. */
  readonly isBackground: boolean;
}

/** A person who waits for an answer, whose kind is looked up where the request does not tell it. */
export async function personAsking(userId: string): Promise<Asker> {
  const account = currentAsker()?.account;
  if (account?.userId === userId) return { ...account, isBackground: false };
  const user = await db().user.findUnique({ where: { id: userId }, select: { kind: true } });
  return { userId, isGuest: user?.kind !== "wallet", isBackground: false };
}

/**
 * Why no call is granted: the bucket is empty, the day's quota, the account's share or the background's part of it is used up, or
 * the source told us to stay away.
 */
export type Refusal = "rate_limit" | "daily_quota" | "daily_share" | "background_quota" | "held";

/** How an account gets calls beside the others. */
export interface Pace {
  readonly callsAtOnce: number;
  readonly callsPerSecond: number;
  /** Still to come before 00:00 UTC. */
  readonly callsToday: number;
  /** A day that is shared as this one. */
  readonly callsADay: number;
  /** Where one call brings many. */
  readonly transactionsPerCall?: number | undefined;
}

export interface Grant {
  readonly granted: number;
  /** What this asker may still take; negative while others come first. */
  readonly tokensLeft: number;
  /** Null where something was granted. */
  readonly refusal: Refusal | null;
  /** Known for a quota, a hold and calls counted by ten seconds; 0 for an empty bucket, whose wait depends on how much is wanted. */
  readonly retryInMs: number;
  /** The one call that tells whether a ban is over. */
  readonly isProbe: boolean;
  readonly pace: Pace;
}

interface Wish {
  /** Calls that the whole work still takes, where that is known. */
  readonly need?: number | undefined;
  /** The caller was granted calls lately, so a budget that remembers nothing was lost and starts empty. */
  readonly hasSpent?: boolean;
}

export interface BudgetState {
  readonly tokens: number;
  readonly usedToday: number;
  readonly usedByBackground: number;
  readonly isDayShut: boolean;
  readonly heldMs: number;
  readonly breaker: "closed" | "open" | "probing";
}

/** What a source's plan allows. */
interface Plan {
  readonly rps: number;
  readonly burst: number;
  readonly dailyQuota: number;
  /** The source counts the calls of ten seconds, of which there may be `burst`; where it does not, it refills a bucket. */
  readonly isCounted: boolean;
}

/** What all functions together may ask of one service, in Redis. */
export class SharedBudget {
  constructor(
    /** Its keys in Redis; the jobs' calls of this name are the ledger that outlives it. */
    readonly source: "blockfrost" | "koios",
    /** A granted token is used within this time or given back, so that calls follow their grants closely. */
    readonly tokenLifetimeMs: number,
    private readonly plan: () => Plan,
  ) {}

  get dailyQuota(): number {
    return this.plan().dailyQuota;
  }

  /** Calls a day that background work may use. */
  get backgroundQuota(): number {
    return Math.floor(this.dailyQuota * backgroundShare);
  }

  /**
   * Takes up to `wanted` calls from the budget that all functions share; may grant fewer, or none.
   * Over any t seconds the calls made never pass BURST + RPS·t: the bucket is smaller than BURST by what refills
   * while a granted token may still be unused. Fails closed: without Redis it throws `cache_unavailable`.
   */
  async take(wanted: number, asker: Asker, { need, hasSpent = false }: Wish = {}): Promise<Grant> {
    const { dailyQuota: quota, isCounted, burst } = this.plan();
    const { share, ofRest } = dayShares[asker.isGuest ? "guest" : "signedIn"];
    const ofBackground = asker.isBackground ? this.backgroundQuota : -1;
    const ofDay = [quota, probeMs, ofBackground, Math.floor(quota * share), ofRest];
    const [granted = 0, tokensLeft = 0, kind = 0, retryInMs = 0, callsInThousandSeconds = 0, ...days] = await this.run(
      takeScript,
      [wanted, need ?? -1, ...ofDay, isCounted ? burst : -1],
      hasSpent || asker.isBackground,
      asker,
    );
    const refusal = granted > 0 ? null : (refusals[kind] ?? "rate_limit");
    const [callsToday = 0, callsADay = 0] = days;
    const callsAtOnce = Math.max(0, tokensLeft);
    const pace = { callsAtOnce, callsPerSecond: callsInThousandSeconds / 1000, callsToday, callsADay };
    return { granted, tokensLeft, refusal, retryInMs, isProbe: kind === 3, pace };
  }

  /** `spared`: calls that were granted and that what others had brought made needless. */
  async giveBack(unused: number, asker: Asker, spared = 0): Promise<void> {
    if (unused + spared > 0) await this.run(giveBackScript, [unused, asker.isBackground ? 1 : 0, spared], true, asker);
  }

  /** How the shared budget stands, without taking from it. Throws `cache_unavailable`. */
  async read(): Promise<BudgetState> {
    const [tokens = 0, usedToday = 0, usedByBackground = 0, shut = 0, heldMs = 0, wait = 0] = await this.run(
      peekScript,
      [],
      false,
    );
    const breaker = wait === 0 ? "closed" : heldMs > 0 ? "open" : "probing";
    return { tokens, usedToday, usedByBackground, isDayShut: shut === 1, heldMs, breaker };
  }

  /** Whether an account that is alone has more than its share, as the script that grants says (`keptForLater`). */
  isMuchLeft(usedToday: number, now: Date): boolean {
    const quota = this.dailyQuota;
    return quota - usedToday > ((quota / 2) * msUntilMidnight(now)) / 86_400_000;
  }

  /** The breaker's probe was answered: calls go on as usual. */
  async recovered(): Promise<void> {
    await this.run(closeBreakerScript, [], true);
  }

  /** Tells every function what the source answered; milliseconds until calls may go on. Without Redis only this one knows. */
  async report({ status, retryAfterSeconds }: SourceRefusal, now: Date): Promise<number> {
    const askedMs = (retryAfterSeconds ?? 60) * 1000;
    const breakMs = status === 418 || status === 503 ? firstBreakMs[status] : askedMs;
    try {
      const [ms = 0] = await (status === 402
        ? this.run(shutDayScript, [], true)
        : status === 429
          ? this.run(holdScript, [askedMs], true)
          : this.run(
              openBreakerScript,
              [Math.max(breakMs, retryAfterSeconds === undefined ? 0 : askedMs), longestBreakMs],
              true,
            ));
      return ms;
    } catch (error) {
      log.warn("budget.refusal_not_shared", { source: this.source, status, error });
      return status === 402 ? msUntilMidnight(now) : breakMs;
    }
  }

  /** What a full bucket holds, and how fast it fills. */
  private rates(): [number, number] {
    const { rps, burst, isCounted } = this.plan();
    return [rps, isCounted ? burst : Math.max(1, burst - (rps * this.tokenLifetimeMs) / 1000)];
  }

  private async run(script: string, args: readonly number[], startsEmpty: boolean, asker?: Asker): Promise<number[]> {
    const all = [...this.rates(), ...args];
    const first = await this.evaluate(script, all, asker);
    if (first[0] !== -1) return first;
    await this.seed(startsEmpty, asker === undefined ? 0 : 1);
    return this.evaluate(script, all, asker);
  }

  /**
   * A lost Redis forgot what was spent. Postgres knows: with any chain call in the last minute (or steps besides the one
   * that asks) the bucket starts empty, otherwise the source's own is full again and so is ours. The day's ledger is the jobs'.
   */
  private async seed(startsEmpty: boolean, ownSteps: number): Promise<void> {
    const [row] = await db().$queryRaw<{ recent: boolean; blockfrost: bigint; koios: bigint }[]>`
      SELECT coalesce(bool_or(progressed_at > now() - interval '1 minute' AND (blockfrost_calls > 0 OR fence > 1)), false)
          OR count(*) FILTER (WHERE progressed_at > now() - interval '1 minute' AND fence > 0) > ${ownSteps}::int
          OR EXISTS (SELECT 1 FROM raw_transaction WHERE fetched_at > now() - interval '1 minute')
          OR EXISTS (SELECT 1 FROM token WHERE fetched_at > now() - interval '1 minute') AS recent,
             coalesce(sum(blockfrost_calls), 0) AS blockfrost, coalesce(sum(koios_calls), 0) AS koios
      FROM sync_job
      WHERE progressed_at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;
    const isEmpty = startsEmpty || row?.recent === true;
    const [, capacity] = this.rates();
    const { isCounted, burst } = this.plan();
    await this.evaluate(seedScript, [
      isEmpty ? 0 : capacity,
      Number(row?.[this.source] ?? 0n),
      isEmpty && isCounted ? burst : 0,
    ]);
  }

  private evaluate(script: string, args: readonly number[], asker?: Asker): Promise<number[]> {
    const userKeys =
      asker === undefined ? [] : [redisKey(this.source, "users"), redisKey(this.source, "drawn", asker.userId)];
    return withRedis(1, (redis) =>
      redis.eval<string[], number[]>(script, [redisKey(this.source, "budget"), ...userKeys], args.map(String)),
    );
  }
}

const refusals: Readonly<Record<number, Refusal>> = {
  1: "daily_quota",
  2: "held",
  4: "background_quota",
  5: "daily_share",
};

/** By this function's clock, which may be wrong: only for when Redis cannot be asked. */
function msUntilMidnight(now: Date): number {
  return 86_400_000 - (now.getTime() % 86_400_000);
}

/** Blockfrost refills a bucket. */
export const blockfrostBudget = new SharedBudget("blockfrost", 2_000, () => {
  const { BLOCKFROST_RPS, BLOCKFROST_BURST, BLOCKFROST_DAILY_QUOTA } = env();
  return { rps: BLOCKFROST_RPS, burst: BLOCKFROST_BURST, dailyQuota: BLOCKFROST_DAILY_QUOTA, isCounted: false };
});

/** Ten seconds' calls, and what may be on its way when they begin. */
const countedSeconds = 11;

/** Koios counts the calls of ten seconds. One that is not asked has nothing to give. */
export const koiosBudget = new SharedBudget("koios", countedTokenMs, () => {
  const { burst, dailyQuota } = env().koios ?? { burst: 0, dailyQuota: 0 };
  return { rps: burst / countedSeconds, burst, dailyQuota, isCounted: true };
});
