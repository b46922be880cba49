import { bytesToHex } from "@noble/hashes/utils.js";
import {
  asArray,
  asMap,
  asTag,
  asUint,
  bytesOf,
  elementAt,
  intOf,
  isArray,
  isMap,
  isNull,
  textOf,
  type CborNode,
} from "@/lib/cardano/cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Metadata } from "@/lib/cardano/transaction-parts";

const alonzoTag = 259n;

function jsonInteger(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** A map key as db-sync spells it: text as it is, a number in digits, bytes as `0x…`, anything else as its JSON. */
function jsonKey(node: CborNode): string {
  const scalar = textOf(node) ?? intOf(node)?.toString();
  if (scalar !== undefined) return scalar;
  const bytes = bytesOf(node);
  return bytes === null ? JSON.stringify(jsonOf(node)) : `0x${bytesToHex(bytes)}`;
}

function jsonMap(node: CborNode): Record<string, unknown> {
  const entries = asMap(node, "metadata").map.map(({ k, v }) => [jsonKey(k), jsonOf(v)] as const);
  // fromEntries defines properties, so a key named __proto__ stays a plain key.
  return Object.fromEntries(entries);
}

function jsonOf(node: CborNode): unknown {
  if (isMap(node)) return jsonMap(node);
  if (isArray(node)) return asArray(node, "metadata").map(jsonOf);
  const integer = intOf(node);
  if (integer !== null) return jsonInteger(integer);
  const text = textOf(node);
  if (text !== null) return text;
  const bytes = bytesOf(node);
  if (bytes !== null) return `0x${bytesToHex(bytes)}`;
  throw new TransactionDecodeError(`metadata: ${node.constructor.name} is not allowed there`);
}

/** The metadata map of any era: bare (Shelley), first of an array (Allegra), field 0 under tag 259 (since Alonzo). */
function metadataMap(node: CborNode): CborNode | null {
  const tagged = asTag(node);
  if (tagged?.tag === alonzoTag) {
    return asMap(tagged.content, "auxiliary data").map.find(({ k }) => intOf(k) === 0n)?.v ?? null;
  }
  return isArray(node) ? elementAt(asArray(node, "auxiliary data"), 0, "auxiliary data") : node;
}

/** Metadata by label, in the JSON that Blockfrost shows: safe integers as numbers, larger ones as digits. */
export function decodeMetadata(auxiliaryData: CborNode): Metadata {
  const map = isNull(auxiliaryData) ? null : metadataMap(auxiliaryData);
  if (map === null || isNull(map)) return new Map();
  return new Map(
    asMap(map, "metadata").map.map(({ k, v }) => [asUint(k, "metadata, label").toString(), jsonOf(v)] as const),
  );
}
