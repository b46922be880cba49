import type { StreamId } from "@/dev/redis/stream-id";
import { compareStreamIds, MIN_ID } from "@/dev/redis/stream-id";

export interface StreamEntry {
  readonly id: StreamId;
  /** Field, value, field, value … in the order given. */
  readonly fields: readonly string[];
}

export type TrimStrategy = { by: "length"; maxLength: number } | { by: "id"; minId: StreamId };

export interface Trim {
  readonly strategy: TrimStrategy;
  readonly approximate: boolean;
  /** Most entries that an approximate trim takes away; 0 for no limit. */
  readonly limit: number;
}

/** Entries per node of a real stream (`stream-node-max-entries`); `~` takes whole nodes only. */
const NODE_ENTRIES = 100;

/** Entries in ascending order of id. The last id outlives its entry, so that ids never repeat. */
export class Stream {
  private entries: StreamEntry[] = [];
  private last: StreamId = MIN_ID;

  get length(): number {
    return this.entries.length;
  }

  get lastId(): StreamId {
    return this.last;
  }

  /** The caller has checked that the id is higher than `lastId`. */
  append(id: StreamId, fields: readonly string[]): void {
    this.entries.push({ id, fields });
    this.last = id;
  }

  range(start: StreamId, end: StreamId): StreamEntry[] {
    return this.entries.filter(
      (entry) => compareStreamIds(entry.id, start) >= 0 && compareStreamIds(entry.id, end) <= 0,
    );
  }

  delete(ids: readonly StreamId[]): number {
    const lengthBefore = this.entries.length;
    this.entries = this.entries.filter((entry) => !ids.some((id) => compareStreamIds(id, entry.id) === 0));
    return lengthBefore - this.entries.length;
  }

  /** Number of entries taken away. */
  trim({ strategy, approximate, limit }: Trim): number {
    const surplus = this.surplus(strategy);
    const count = approximate ? this.wholeNodes(surplus, limit) : surplus;
    this.entries.splice(0, count);
    return count;
  }

  private surplus(strategy: TrimStrategy): number {
    if (strategy.by === "length") return Math.max(0, this.entries.length - strategy.maxLength);
    const kept = this.entries.findIndex((entry) => compareStreamIds(entry.id, strategy.minId) >= 0);
    return kept < 0 ? this.entries.length : kept;
  }

  private wholeNodes(surplus: number, limit: number): number {
    let count = 0;
    for (;;) {
      const node = Math.min(NODE_ENTRIES, this.entries.length - count);
      if (node === 0 || count + node > surplus) return count;
      if (limit > 0 && count + node > limit) return count;
      count += node;
    }
  }
}
