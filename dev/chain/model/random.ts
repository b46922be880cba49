import { blake2b } from "@noble/hashes/blake2.js";

/** A seeded generator (sfc32). The same label gives the same sequence on every machine. */
export class Random {
  private readonly state: Uint32Array;

  constructor(label: string) {
    const digest = blake2b(new TextEncoder().encode(label), { dkLen: 16 });
    this.state = new Uint32Array(digest.slice().buffer);
  }

  /** An unsigned 32-bit integer. */
  uint32(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.state;
    const sum = (a + b + d) >>> 0;
    this.state[3] = d + 1;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = c + (c << 3);
    this.state[2] = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  }

  /** A number in [0, 1). */
  fraction(): number {
    return this.uint32() / 0x1_0000_0000;
  }

  /** An integer in [min, max], both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  /** Lovelace (or token units) in [min, max], both within the safe integers. */
  amount(min: number, max: number): bigint {
    return BigInt(this.int(min, max));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  bytes(length: number): Uint8Array {
    const words = new Uint32Array(Math.ceil(length / 4));
    for (let i = 0; i < words.length; i++) words[i] = this.uint32();
    return new Uint8Array(words.buffer, 0, length);
  }

  /** One of the list; throws on an empty one. */
  pick<T>(list: readonly T[]): T {
    const chosen = list[this.int(0, list.length - 1)];
    if (chosen === undefined) throw new Error("Nothing to pick from");
    return chosen;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => ({ item, order: this.uint32() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }
}
