import { bytesToHex } from "@noble/hashes/utils.js";
import { asArray, asMap, asUint, bytesOf, elementAt, intOf, isArray, isNull, textOf } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Metadata } from "@/lib/cardano/transaction-parts";
import { readOr, type Note } from "@/lib/cardano/unreadable";

const alonzoTag = 259n;
/** Of all keys and values as JSON. A transaction has 16,384 bytes, which hex spells in 32,768 characters. */
const maxMetadataCharacters = 131_072;

/** How many characters are left to take: a map as a key is spelled as its JSON, which can double with each level. */
interface Budget {
  left: number;
}

function spend(text: string, budget: Budget): string {
  budget.left -= text.length;
  if (budget.left < 0)
    throw new TransactionDecodeError(`as JSON all have more than ${maxMetadataCharacters} characters`);
  return text;
}

function jsonInteger(value: bigint, budget: Budget): number | string {
  const number = Number(value);
  const text = spend(value.toString(), budget);
  return Number.isSafeInteger(number) ? number : text;
}

/** A map key as db-sync spells it: text as it is, a number in digits, bytes as `0x…`, anything else as its JSON. */
function jsonKey(node: CborNode, budget: Budget): string {
  const scalar = textOf(node) ?? intOf(node)?.toString();
  if (scalar !== undefined) return spend(scalar, budget);
  const bytes = bytesOf(node);
  return spend(bytes === null ? JSON.stringify(jsonOf(node, budget)) : `0x${bytesToHex(bytes)}`, budget);
}

/** Recurses as deep as `maxCborDepth` lets a reader look and no deeper. */
function jsonOf(node: CborNode, budget: Budget): unknown {
  switch (node.kind) {
    case "map":
      // fromEntries defines properties, so a key named __proto__ stays a plain key.
      return Object.fromEntries(node.entries.map(({ k, v }) => [jsonKey(k, budget), jsonOf(v, budget)] as const));
    case "array":
      return node.items.map((item) => jsonOf(item, budget));
    case "integer":
      return jsonInteger(node.value, budget);
    case "text":
      return spend(textOf(node) ?? "", budget);
    case "bytes":
      return spend(`0x${bytesToHex(node.bytes)}`, budget);
    case "tag":
    case "boolean":
    case "null":
    case "simple value":
    case "item nested too deep":
      throw new TransactionDecodeError(`${node.kind} has no place in it`);
  }
}

/** The metadata map of any era: bare (Shelley), first of an array (Allegra), field 0 under tag 259 (since Alonzo). */
function metadataMap(node: CborNode): CborNode | null {
  if (node.kind === "tag" && node.tag === alonzoTag) {
    return asMap(node.content, "auxiliary data").find(({ k }) => intOf(k) === 0n)?.v ?? null;
  }
  return isArray(node) ? elementAt(asArray(node, "auxiliary data"), 0, "auxiliary data") : node;
}

function labelsOf(auxiliaryData: CborNode): readonly (readonly [string, CborNode])[] {
  const map = isNull(auxiliaryData) ? null : metadataMap(auxiliaryData);
  if (map === null || isNull(map)) return [];
  return asMap(map, "metadata").map(({ k, v }) => [asUint(k, "metadata, label").toString(), v] as const);
}

/**
 * Metadata by label, in the JSON that Blockfrost shows: safe integers as numbers, larger ones as digits. A label that
 * cannot be read is missing, and noted.
 */
export function decodeMetadata(auxiliaryData: CborNode | null, note: Note): Metadata {
  const labels = auxiliaryData === null ? [] : readOr([], note, "metadata", () => labelsOf(auxiliaryData));
  const metadata = new Map<string, unknown>();
  const budget: Budget = { left: maxMetadataCharacters };
  for (const [label, node] of labels) {
    const json = readOr(undefined, note, `metadata label ${label}`, () => jsonOf(node, budget));
    if (json !== undefined) metadata.set(label, json);
  }
  return metadata;
}
