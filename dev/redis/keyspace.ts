import { wrongType } from "@/dev/redis/reply";
import { SortedSet } from "@/dev/redis/sorted-set";
import { Stream } from "@/dev/redis/stream";

interface Values {
  string: string;
  hash: Map<string, string>;
  set: Set<string>;
  zset: SortedSet;
  list: string[];
  stream: Stream;
}

/** The names are those that TYPE answers. */
export type Kind = keyof Values;

type Container = Exclude<Kind, "string">;

export interface Entry {
  readonly kind: Kind;
  readonly value: Values[Kind];
  /** Unix time in milliseconds; the key is gone as soon as the clock is past it. */
  expiresAt: number | undefined;
}

const empty: { [K in Container]: () => Values[K] } = {
  hash: () => new Map<string, string>(),
  set: () => new Set<string>(),
  zset: () => new SortedSet(),
  list: () => [],
  stream: () => new Stream(),
};

/** All keys with their values and expiry. Expired keys are dropped when they are looked at. */
export class Keyspace {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly now: () => number) {}

  entry(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry?.expiresAt !== undefined && this.now() > entry.expiresAt) {
      this.entries.delete(key);
      return undefined;
    }
    return entry;
  }

  /** The value of a key, undefined where there is none; throws WRONGTYPE for another kind. */
  read<K extends Kind>(key: string, kind: K): Values[K] | undefined {
    const entry = this.entry(key);
    if (entry === undefined) return undefined;
    if (entry.kind !== kind) throw wrongType();
    return entry.value as Values[K];
  }

  /** The value of a key, created empty where there is none. Call `dropIfEmpty` when it may stay empty. */
  open<K extends Container>(key: string, kind: K): Values[K] {
    const existing = this.read(key, kind);
    if (existing !== undefined) return existing;
    const value = empty[kind]();
    this.entries.set(key, { kind, value, expiresAt: undefined });
    return value;
  }

  writeString(key: string, value: string, expiresAt?: number): void {
    this.entries.set(key, { kind: "string", value, expiresAt });
  }

  delete(key: string): boolean {
    return this.entry(key) !== undefined && this.entries.delete(key);
  }

  /** Redis keeps no empty hash, set, sorted set or list; a stream may be empty. */
  dropIfEmpty(key: string): void {
    const value = this.entries.get(key)?.value;
    if (value === undefined || typeof value === "string" || value instanceof Stream) return;
    const size = Array.isArray(value) ? value.length : value.size;
    if (size === 0) this.entries.delete(key);
  }

  keys(): string[] {
    return [...this.entries.keys()].filter((key) => this.entry(key) !== undefined);
  }

  clear(): void {
    this.entries.clear();
  }
}
