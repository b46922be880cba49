/** What the encoder takes: plain JavaScript values, and the objects below for what JavaScript has no word for. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | CborMap
  | CborTag
  | CborIndefiniteArray
  | CborChunkedBytes
  | CborRaw;

/** A definite map, in the order given. */
interface CborMap {
  readonly map: readonly (readonly [CborValue, CborValue])[];
}
interface CborTag {
  readonly tag: number;
  readonly value: CborValue;
}
interface CborIndefiniteArray {
  readonly indefinite: readonly CborValue[];
}
/** An indefinite-length byte string of definite chunks, as Plutus data over 64 bytes must be. */
interface CborChunkedBytes {
  readonly chunks: readonly Uint8Array[];
}
/** Bytes that are CBOR already. */
interface CborRaw {
  readonly raw: Uint8Array;
}

const MAX_UINT64 = (1n << 64n) - 1n;

/** RFC 8949 bytes with the shortest heads; integers beyond 64 bits throw (the chain model has none). */
export function encodeCbor(value: CborValue): Uint8Array {
  const writer = new CborWriter();
  writer.write(value);
  return writer.finish();
}

class CborWriter {
  private buffer = new Uint8Array(512);
  private length = 0;

  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  write(value: CborValue): void {
    if (typeof value === "number") this.integer(BigInt(value));
    else if (typeof value === "bigint") this.integer(value);
    else if (typeof value === "string") this.text(value);
    else if (typeof value === "boolean") this.byte(value ? 0xf5 : 0xf4);
    else if (value === null) this.byte(0xf6);
    else if (value instanceof Uint8Array) this.byteString(value);
    else this.structure(value);
  }

  private structure(value: Exclude<CborValue, number | bigint | string | boolean | null | Uint8Array>): void {
    if ("map" in value && !isArray(value)) this.pairs(value.map);
    else if ("tag" in value) {
      this.head(6, BigInt(value.tag));
      this.write(value.value);
    } else if ("indefinite" in value) this.open(0x9f, value.indefinite);
    else if ("chunks" in value) this.open(0x5f, value.chunks);
    else if ("raw" in value) this.append(value.raw);
    else {
      this.head(4, BigInt(value.length));
      for (const item of value) this.write(item);
    }
  }

  private pairs(pairs: CborMap["map"]): void {
    this.head(5, BigInt(pairs.length));
    for (const [key, value] of pairs) {
      this.write(key);
      this.write(value);
    }
  }

  private open(start: number, items: readonly CborValue[]): void {
    this.byte(start);
    for (const item of items) this.write(item);
    this.byte(0xff);
  }

  private integer(value: bigint): void {
    if (value >= 0n) this.head(0, value);
    else this.head(1, -1n - value);
  }

  private text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.head(3, BigInt(bytes.length));
    this.append(bytes);
  }

  private byteString(value: Uint8Array): void {
    this.head(2, BigInt(value.length));
    this.append(value);
  }

  private head(major: number, argument: bigint): void {
    if (argument > MAX_UINT64) throw new RangeError("CBOR argument over 64 bits");
    const type = major << 5;
    if (argument < 24n) this.byte(type | Number(argument));
    else if (argument < 0x100n) this.sized(type | 24, argument, 1);
    else if (argument < 0x1_0000n) this.sized(type | 25, argument, 2);
    else if (argument < 0x1_0000_0000n) this.sized(type | 26, argument, 4);
    else this.sized(type | 27, argument, 8);
  }

  private sized(head: number, argument: bigint, width: 1 | 2 | 4 | 8): void {
    this.byte(head);
    for (let shift = (width - 1) * 8; shift >= 0; shift -= 8) this.byte(Number((argument >> BigInt(shift)) & 0xffn));
  }

  private byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  private append(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.buffer.length) return;
    const larger = new Uint8Array((this.length + extra) * 2);
    larger.set(this.buffer);
    this.buffer = larger;
  }
}

const isArray = (value: object): value is readonly CborValue[] => Array.isArray(value);
