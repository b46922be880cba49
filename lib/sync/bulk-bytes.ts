import "server-only";
import { WindowClosed, type CallWindow, type Stop } from "@/lib/budget/call-window";
import type { Pace } from "@/lib/budget/budget";
import type { TxHash } from "@/lib/cardano/brand";
import { processWide } from "@/lib/process-wide";

/** What a bulk call came to for one transaction: `absent` where this source does not have it, `elsewhere` where it is not to be asked now. */
export type BulkOutcome = { readonly kind: "bytes"; readonly cbor: string } | { readonly kind: "absent" | "elsewhere" };

interface Place {
  readonly hash: TxHash;
  /** Stored already, and asked for in appearance only. */
  readonly isKnown: boolean;
  readonly owner: BulkBytes;
  readonly settle: (outcome: BulkOutcome) => void;
  readonly fail: (error: unknown) => void;
}

interface BulkOptions {
  readonly window: CallWindow;
  readonly perCall: number;
  readonly ask: (hashes: readonly TxHash[]) => Promise<ReadonlyMap<TxHash, string>>;
  /** How long a call that is not full waits for what other steps of this process want. */
  readonly sharesForMs: number;
  /** What has not come by then is the next step's. */
  readonly endsAt: number;
}

/** A call that is not full, and that whoever comes in time may fill. */
interface Shared {
  places: Place[];
  timer: NodeJS.Timeout | undefined;
}

const shared = processWide<Shared>("bulk-bytes", () => ({ places: [], timer: undefined }));

/** So few transactions do not wait for their turn at this source: Blockfrost has calls for small work at any time. */
export const notWorthWaiting = 100;
/** In hex: what one step takes into memory; the next one goes on. */
const charactersPerStep = 12_000_000;

/**
 * Bytes of transactions, many in one call, gathered as they are asked for. Where the source is away, told a lie or has had
 * enough for today, each is `elsewhere`; where it only has no calls left for the moment, much work waits for it.
 */
export class BulkBytes {
  private gathered: Place[] = [];
  private asked = 0;
  private expected: number | undefined;
  private characters = 0;
  private isLeft = false;
  private hasBrought = false;
  private waiting: { readonly stop: Stop; readonly endsAt: number } | undefined;

  constructor(private readonly options: BulkOptions) {}

  /** Why much work goes no further in this step, if so. */
  get stop(): Stop | undefined {
    if (this.waiting === undefined) return undefined;
    // Reading and committing what came took some of the time.
    return { ...this.waiting.stop, retryInMs: Math.max(0, this.waiting.endsAt - Date.now()) };
  }

  /** Whether transactions are had from here, as far as this step has seen. */
  get isOn(): boolean {
    return !this.isLeft;
  }

  get perCall(): number {
    return this.options.perCall;
  }

  get pace(): Pace | null {
    return this.options.window.pace;
  }

  /** Calls that wait for their turn, as transactions. */
  get backlog(): number {
    return this.options.window.backlog * this.perCall;
  }

  /** How many transactions are still to come, further steps included. */
  expect(transactions: number): void {
    this.expected = this.asked + transactions;
    this.options.window.expect(Math.ceil(transactions / this.perCall));
  }

  /** Throws `WindowClosed` where it is to be asked for in the next step. Nothing is asked before a call is full or `flush`. */
  load(hash: TxHash): Promise<BulkOutcome> {
    return this.gather(hash, false);
  }

  /** As `load` for what is known already, so that it takes its place in a call and as long: `absent` when its turn is over. */
  asIfLoaded(hash: TxHash): Promise<BulkOutcome> {
    return this.gather(hash, true);
  }

  /** Nothing is to come of this step that a call could be filled with: what other steps want may be. */
  flush(): void {
    const { perCall, sharesForMs } = this.options;
    const places = [...shared.places, ...this.gathered.splice(0)];
    shared.places = places;
    if (places.length >= perCall) sendShared(perCall);
    else if (places.length > 0) shared.timer ??= setTimeout(() => sendShared(perCall), sharesForMs);
  }

  /** From here on it is not asked any more in this step. */
  leave(): void {
    this.isLeft = true;
  }

  close(): Promise<void> {
    return this.options.window.close();
  }

  private gather(hash: TxHash, isKnown: boolean): Promise<BulkOutcome> {
    if (this.isLeft) return Promise.resolve({ kind: "elsewhere" });
    this.asked += 1;
    const loading = new Promise<BulkOutcome>((settle, fail) => {
      this.gathered.push({ hash, isKnown, owner: this, settle, fail });
      if (this.gathered.length >= this.perCall) void this.send(this.gathered.splice(0));
    });
    return this.untilEnd(loading);
  }

  /** A call may be another step's, which knows nothing of this one's end. */
  private async untilEnd(loading: Promise<BulkOutcome>): Promise<BulkOutcome> {
    let timer: NodeJS.Timeout | undefined;
    const end = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late()), Math.max(0, this.options.endsAt - Date.now()));
    });
    try {
      const outcome = await Promise.race([loading, end]);
      this.hasBrought ||= outcome.kind === "bytes";
      return outcome;
    } catch (error) {
      if (this.isToWaitFor(error)) throw error;
      return { kind: "elsewhere" };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Asks in this step's name, for others too. */
  async send(places: readonly Place[]): Promise<void> {
    try {
      const answer = await this.answerFor(places.filter(({ isKnown }) => !isKnown).map(({ hash }) => hash));
      for (const { hash, isKnown, settle } of places) {
        const cbor = answer.get(hash);
        settle(isKnown || cbor === undefined ? { kind: "absent" } : { kind: "bytes", cbor });
      }
    } catch (error) {
      for (const place of places) place.owner.failed(place, error, this);
    }
  }

  private failed({ settle, fail }: Place, error: unknown, asker: BulkBytes): void {
    if (asker !== this) settle({ kind: "elsewhere" });
    else {
      this.isLeft ||= !this.isToWaitFor(error);
      fail(error);
    }
  }

  private async answerFor(hashes: readonly TxHash[]): Promise<ReadonlyMap<TxHash, string>> {
    const { window, ask } = this.options;
    if (hashes.length === 0) return window.asIfAsked(new Map<TxHash, string>());
    return window.call(async () => {
      if (this.characters > charactersPerStep) throw late();
      const answer = await ask(hashes);
      for (const cbor of answer.values()) this.characters += cbor.length;
      return answer;
    });
  }

  /** A source that has nothing to give now is left for Blockfrost, unless calls come in seconds and are worth the wait. */
  private isToWaitFor(error: unknown): boolean {
    if (!(error instanceof WindowClosed)) return true;
    const { reason } = error.stop;
    // A step that nothing has come to would be the same again.
    if (reason === "time") return this.hasBrought;
    if (reason !== "rate_limit" || (this.expected ?? this.asked) <= notWorthWaiting) return false;
    this.waiting ??= { stop: error.stop, endsAt: Date.now() + error.stop.retryInMs };
    return true;
  }
}

const late = () => new WindowClosed({ reason: "time", retryInMs: 0 });

function sendShared(perCall: number): void {
  clearTimeout(shared.timer);
  shared.timer = undefined;
  const places = shared.places.splice(0);
  for (let from = 0; from < places.length; from += perCall) {
    const some = places.slice(from, from + perCall);
    void some[0]?.owner.send(some);
  }
}
