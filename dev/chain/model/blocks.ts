import { blake256, fromText, toHex } from "./digest";
import { epochOfSlot, timeOfSlot, type Network } from "./networks";

export interface Block {
  readonly height: number;
  readonly hash: string;
  readonly slot: number;
  readonly epoch: number;
  /** Unix seconds. */
  readonly time: number;
}

/** Average distance of mainnet's blocks. */
const BLOCK_SLOTS = 20;

/** Every block there ever was or will be, by rule: nothing is stored but which forks there were. */
export class Blocks {
  private readonly forks: number[] = [];
  private readonly seen = new Map<string, number>();
  private readonly cache = new Map<number, Block>();

  constructor(
    readonly network: Network,
    private readonly seed: string,
  ) {}

  /** The block that stands at `height` on the current fork. */
  at(height: number): Block {
    const cached = this.cache.get(height);
    if (cached !== undefined) return cached;
    const fork = this.forkAt(height);
    const { firstSlot, firstHeight } = this.network;
    const slot = firstSlot + (height - firstHeight) * BLOCK_SLOTS + jitter(height, fork);
    const hash = lazily(() => {
      const digest = toHex(blake256(fromText(`${this.seed}/${this.network.name}/block/${height}/${fork}`)));
      this.seen.set(digest, height);
      return digest;
    });
    const block: Block = {
      height,
      slot,
      epoch: epochOfSlot(this.network, slot),
      time: timeOfSlot(this.network, slot),
      get hash() {
        return hash();
      },
    };
    this.cache.set(height, block);
    return block;
  }

  /** Finds a block that was handed out before and still stands. */
  byHash(hash: string): Block | null {
    const height = this.seen.get(hash);
    if (height === undefined) return null;
    const block = this.at(height);
    return block.hash === hash ? block : null;
  }

  heightAtTime(unixSeconds: number): number {
    const { firstSlot, firstHeight, slotOffset } = this.network;
    return firstHeight + Math.floor((unixSeconds - slotOffset - firstSlot) / BLOCK_SLOTS);
  }

  /** From this height on, other blocks than before. */
  fork(fromHeight: number): void {
    this.forks.push(fromHeight);
    for (const height of this.cache.keys()) if (height >= fromHeight) this.cache.delete(height);
  }

  private forkAt(height: number): number {
    return this.forks.findLastIndex((from) => from <= height) + 1;
  }
}

/** Where in its 20 slots a block falls (a multiplicative hash: no pattern that a person would see). */
const jitter = (height: number, fork: number): number =>
  (Math.imul(height + fork * 7_919, 2_654_435_761) >>> 16) % BLOCK_SLOTS;

function lazily(make: () => string): () => string {
  let made: string | null = null;
  return () => (made ??= make());
}
