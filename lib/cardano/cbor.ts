import type { CborEntry, CborNode } from "@/lib/cardano/cbor-node";
import { readCbor } from "@/lib/cardano/read-cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

const setTag = 258n;
const embeddedTag = 24n;

function unexpected(what: string, wanted: string, found: CborNode): TransactionDecodeError {
  return new TransactionDecodeError(`${what}: expected ${wanted}, found ${found.kind}`);
}

/** One CBOR item that fills the bytes to the last one. Throws `TransactionDecodeError`. */
export function parseCbor(bytes: Uint8Array, what: string): CborNode {
  const node = readCbor(bytes, 0, what);
  if (node.end !== bytes.length) {
    throw new TransactionDecodeError(`${what}: ${bytes.length - node.end} bytes left over`);
  }
  return node;
}

/** The exact bytes of an item, as they stand in the source. */
export function bytesOfNode({ source, start, end }: CborNode): Uint8Array {
  return source.subarray(start, end);
}

export function asArray(node: CborNode, what: string): readonly CborNode[] {
  if (node.kind === "array") return node.items;
  throw unexpected(what, "an array", node);
}

/** An array, or since Conway an array under tag 258 (a set). */
export function asSet(node: CborNode, what: string): readonly CborNode[] {
  const inner = node.kind === "tag" && node.tag === setTag ? node.content : node;
  if (inner.kind === "array") return inner.items;
  throw unexpected(what, "an array or a set", node);
}

export function asMap(node: CborNode, what: string): readonly CborEntry[] {
  if (node.kind === "map") return node.entries;
  throw unexpected(what, "a map", node);
}

export function asBytes(node: CborNode, what: string): Uint8Array {
  if (node.kind === "bytes") return node.bytes;
  throw unexpected(what, "bytes", node);
}

export function asInt(node: CborNode, what: string): bigint {
  if (node.kind === "integer") return node.value;
  throw unexpected(what, "an integer", node);
}

export function asUint(node: CborNode, what: string): bigint {
  if (node.kind === "integer" && node.value >= 0n) return node.value;
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
  if (node.kind === "tag" && node.tag === embeddedTag) return asBytes(node.content, what);
  throw unexpected(what, "embedded CBOR (tag 24)", node);
}

/** The fields of a map whose keys are integers; of a repeated key the last counts. */
export function fieldsOf(node: CborNode, what: string): ReadonlyMap<bigint | null, CborNode> {
  return new Map(asMap(node, what).map(({ k, v }) => [intOf(k), v]));
}

export function isNull(node: CborNode): boolean {
  return node.kind === "null";
}

export function isArray(node: CborNode): boolean {
  return node.kind === "array";
}

export function isMap(node: CborNode): boolean {
  return node.kind === "map";
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Text, or null where the node is another kind. */
export function textOf(node: CborNode): string | null {
  return node.kind === "text" ? utf8.decode(node.bytes) : null;
}

/** Bytes, or null where the node is another kind. */
export function bytesOf(node: CborNode): Uint8Array | null {
  return node.kind === "bytes" ? node.bytes : null;
}

/** Integer, or null where the node is another kind. */
export function intOf(node: CborNode): bigint | null {
  return node.kind === "integer" ? node.value : null;
}

/** The element at a position; throws where the array is too short. */
export function elementAt(elements: readonly CborNode[], index: number, what: string): CborNode {
  const element = elements[index];
  if (element === undefined) throw new TransactionDecodeError(`${what}: element ${index} is missing`);
  return element;
}
