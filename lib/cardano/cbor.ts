import {
  Cbor,
  CborArray,
  CborBytes,
  CborMap,
  CborNegInt,
  CborSimple,
  CborTag,
  CborText,
  CborUInt,
  type CborObj,
} from "@harmoniclabs/cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

export type CborNode = CborObj;

const setTag = 258n;
const embeddedTag = 24n;

function unexpected(what: string, wanted: string, found: CborNode): TransactionDecodeError {
  return new TransactionDecodeError(`${what}: expected ${wanted}, found ${found.constructor.name}`);
}

/** One CBOR item that fills the bytes to the last one. Throws `TransactionDecodeError`. */
export function parseCbor(bytes: Uint8Array, what: string): CborNode {
  let result: { parsed: CborNode; offset: number };
  try {
    result = Cbor.parseWithOffset(bytes, { keepRef: true });
  } catch (cause) {
    throw new TransactionDecodeError(`${what}: not CBOR (${cause instanceof Error ? cause.message : String(cause)})`, {
      cause,
    });
  }
  if (result.offset !== bytes.length) {
    throw new TransactionDecodeError(`${what}: ${bytes.length - result.offset} bytes left over`);
  }
  return result.parsed;
}

export function asArray(node: CborNode, what: string): readonly CborNode[] {
  if (node instanceof CborArray) return node.array;
  throw unexpected(what, "an array", node);
}

/** An array, or since Conway an array under tag 258 (a set). */
export function asSet(node: CborNode, what: string): CborArray {
  const inner = node instanceof CborTag && node.tag === setTag ? node.data : node;
  if (inner instanceof CborArray) return inner;
  throw unexpected(what, "an array or a set", node);
}

export function asMap(node: CborNode, what: string): CborMap {
  if (node instanceof CborMap) return node;
  throw unexpected(what, "a map", node);
}

export function asBytes(node: CborNode, what: string): Uint8Array {
  if (node instanceof CborBytes) return node.bytes;
  throw unexpected(what, "bytes", node);
}

export function asInt(node: CborNode, what: string): bigint {
  if (node instanceof CborUInt || node instanceof CborNegInt) return node.num;
  throw unexpected(what, "an integer", node);
}

export function asUint(node: CborNode, what: string): bigint {
  if (node instanceof CborUInt) return node.num;
  throw unexpected(what, "an unsigned integer", node);
}

/** For small integers: indexes, tags, map keys. */
export function asIndex(node: CborNode, what: string): number {
  const value = asUint(node, what);
  if (value > 0xffff_ffffn) throw new TransactionDecodeError(`${what}: ${value} is too large for an index`);
  return Number(value);
}

/** The bytes inside `#6.24(bytes)`: CBOR embedded in CBOR. */
export function asEmbedded(node: CborNode, what: string): Uint8Array {
  if (node instanceof CborTag && node.tag === embeddedTag) return asBytes(node.data, what);
  throw unexpected(what, "embedded CBOR (tag 24)", node);
}

export function asTag(node: CborNode): { tag: bigint; content: CborNode } | null {
  return node instanceof CborTag ? { tag: node.tag, content: node.data } : null;
}

export function asBoolean(node: CborNode, what: string): boolean {
  if (node instanceof CborSimple && typeof node.simple === "boolean") return node.simple;
  throw unexpected(what, "true or false", node);
}

export function isNull(node: CborNode): boolean {
  return node instanceof CborSimple && (node.simple === null || node.simple === undefined);
}

export function isArray(node: CborNode): boolean {
  return node instanceof CborArray;
}

export function isMap(node: CborNode): boolean {
  return node instanceof CborMap;
}

/** Text, or null where the node is another kind. */
export function textOf(node: CborNode): string | null {
  return node instanceof CborText ? node.text : null;
}

/** Bytes, or null where the node is another kind. */
export function bytesOf(node: CborNode): Uint8Array | null {
  return node instanceof CborBytes ? node.bytes : null;
}

/** Integer, or null where the node is another kind. */
export function intOf(node: CborNode): bigint | null {
  return node instanceof CborUInt || node instanceof CborNegInt ? node.num : null;
}

/** The element at a position; throws where the array is too short. */
export function elementAt(elements: readonly CborNode[], index: number, what: string): CborNode {
  const element = elements[index];
  if (element === undefined) throw new TransactionDecodeError(`${what}: element ${index} is missing`);
  return element;
}
