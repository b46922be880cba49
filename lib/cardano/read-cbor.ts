import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/**
 * How deep containers and tags may stand in each other to be looked into. The stack holds some 4,000 calls; of the
 * transactions recorded, the deepest has 18 levels.
 */
export const maxCborDepth = 256;
/** Longer integers stay the tagged bytes that they are. A quantity has 8 bytes. */
const maxBignumBytes = 1_024;

const indefinite = 31;
const breakByte = 0xff;
const major = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6 } as const;
const bignum = { positive: 2n, negative: 3n } as const;

/** A container that has begun and not ended. */
interface Frame {
  readonly kind: "array" | "map" | "tag";
  readonly start: number;
  readonly tag: bigint;
  /** How many items are still to come; infinite until a break ends it. */
  left: number;
  count: number;
  /** Null where it is nested too deep, so that its items are only counted. */
  readonly items: CborNode[] | null;
}

class Reader {
  private readonly open: Frame[] = [];

  constructor(
    private readonly source: Uint8Array,
    private offset: number,
    private readonly what: string,
  ) {}

  /** Never recurses, so that no nesting reaches the end of the stack; each turn takes at least one byte. */
  read(): CborNode {
    for (;;) {
      let node = this.next();
      while (node !== null) {
        const frame = this.open.at(-1);
        if (frame === undefined) return node;
        node = this.add(frame, node);
      }
    }
  }

  /** The next item where it is complete by itself or ends what is open; null where it begins a container. */
  private next(): CborNode | null {
    const start = this.offset;
    const first = this.byte();
    if (first === breakByte) return this.break();
    const kind = first >> 5;
    const info = first & 0b1_1111;
    if (info === indefinite) return this.indefinite(kind, start);
    const argument = this.argument(info);
    switch (kind) {
      case major.unsigned:
        return { kind: "integer", value: BigInt(argument), ...this.span(start) };
      case major.negative:
        return { kind: "integer", value: -1n - BigInt(argument), ...this.span(start) };
      case major.bytes:
        return { kind: "bytes", bytes: this.take(argument), ...this.span(start) };
      case major.text:
        return { kind: "text", bytes: this.take(argument), ...this.span(start) };
      case major.array:
        return this.begin("array", start, this.countOf(argument));
      case major.map:
        return this.begin("map", start, 2 * this.countOf(argument));
      case major.tag:
        return this.begin("tag", start, 1, BigInt(argument));
      default:
        return this.simple(info, start);
    }
  }

  private simple(info: number, start: number): CborNode {
    if (info === 20 || info === 21) return { kind: "boolean", value: info === 21, ...this.span(start) };
    // Undefined is read as null.
    if (info === 22 || info === 23) return { kind: "null", ...this.span(start) };
    return { kind: "simple value", ...this.span(start) };
  }

  private indefinite(kind: number, start: number): CborNode | null {
    if (kind === major.array) return this.begin("array", start, Infinity);
    if (kind === major.map) return this.begin("map", start, Infinity);
    if (kind !== major.bytes && kind !== major.text) throw this.malformed("an item without a length");
    const chunks: Uint8Array[] = [];
    for (let head = this.byte(); head !== breakByte; head = this.byte()) {
      if (head >> 5 !== kind || (head & 0b1_1111) === indefinite) throw this.malformed("a chunk of another kind");
      chunks.push(this.take(this.argument(head & 0b1_1111)));
    }
    const bytes = concatBytes(...chunks);
    return { kind: kind === major.bytes ? "bytes" : "text", bytes, ...this.span(start) };
  }

  private begin(kind: Frame["kind"], start: number, left: number, tag = 0n): CborNode | null {
    const items = this.open.length < maxCborDepth ? [] : null;
    const frame: Frame = { kind, start, tag, left, count: 0, items };
    if (left === 0) return this.close(frame);
    this.open.push(frame);
    return null;
  }

  private add(frame: Frame, node: CborNode): CborNode | null {
    frame.items?.push(node);
    frame.count += 1;
    frame.left -= 1;
    if (frame.left > 0) return null;
    this.open.pop();
    return this.close(frame);
  }

  private break(): CborNode {
    const frame = this.open.pop();
    if (frame?.left !== Infinity) throw this.malformed("a break where nothing can end");
    if (frame.kind === "map" && frame.count % 2 === 1) throw this.malformed("a key without a value");
    return this.close(frame);
  }

  private close({ kind, start, tag, items }: Frame): CborNode {
    const span = this.span(start);
    if (items === null) return { kind: "item nested too deep", ...span };
    if (kind === "array") return { kind, items, ...span };
    if (kind === "map") return { kind, entries: pairs(items), ...span };
    const [content] = items;
    if (content === undefined) throw this.malformed("a tag without content");
    const value = content.kind === "bytes" ? bignumOf(tag, content.bytes) : null;
    return value === null ? { kind, tag, content, ...span } : { kind: "integer", value, ...span };
  }

  private span(start: number) {
    return { source: this.source, start, end: this.offset };
  }

  private byte(): number {
    const byte = this.source[this.offset];
    if (byte === undefined) throw this.malformed("it ends too early");
    this.offset += 1;
    return byte;
  }

  /** The number that a head carries: in its own low bits, or in one to eight bytes behind it. */
  private argument(info: number): number | bigint {
    if (info < 24) return info;
    if (info > 27) throw this.malformed(`length form ${info}`);
    const width = 1 << (info - 24);
    let value = 0;
    for (let i = 0; i < Math.min(width, 4); i += 1) value = value * 256 + this.byte();
    if (width < 8) return value;
    let low = 0;
    for (let i = 0; i < 4; i += 1) low = low * 256 + this.byte();
    return (BigInt(value) << 32n) | BigInt(low);
  }

  private take(length: number | bigint): Uint8Array {
    if (length > this.source.length - this.offset) throw this.malformed("a string ends behind the last byte");
    this.offset += Number(length);
    return this.source.subarray(this.offset - Number(length), this.offset);
  }

  /** Each item takes at least a byte: no more can be announced than bytes are left. */
  private countOf(announced: number | bigint): number {
    if (announced > this.source.length - this.offset) throw this.malformed("more items than bytes are left");
    return Number(announced);
  }

  private malformed(reason: string): TransactionDecodeError {
    return new TransactionDecodeError(`${this.what}: not CBOR (${reason}, at byte ${this.offset})`);
  }
}

function pairs(items: readonly CborNode[]) {
  const entries: { k: CborNode; v: CborNode }[] = [];
  for (let i = 0; i + 1 < items.length; i += 2) {
    const [k, v] = [items[i], items[i + 1]];
    if (k !== undefined && v !== undefined) entries.push({ k, v });
  }
  return entries;
}

function bignumOf(tag: bigint, bytes: Uint8Array): bigint | null {
  if ((tag !== bignum.positive && tag !== bignum.negative) || bytes.length > maxBignumBytes) return null;
  const magnitude = BigInt(`0x0${bytesToHex(bytes)}`);
  return tag === bignum.positive ? magnitude : -1n - magnitude;
}

/**
 * One item of CBOR from a byte on; what stands behind it is left alone. Takes whatever bytes there are: in time and memory
 * that grow with their number alone, and never by recursion.
 * @throws TransactionDecodeError where no whole item stands there
 */
export function readCbor(bytes: Uint8Array, offset: number, what: string): CborNode {
  return new Reader(bytes, offset, what).read();
}
