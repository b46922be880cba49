import { blake2b } from "@noble/hashes/blake2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { asSet, bytesOf, bytesOfNode, fieldsOf, isMap } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { blake2b256 } from "@/lib/cardano/hash";
import type { TransactionParts } from "@/lib/cardano/split-transaction";

/** The parts of a transaction that stand outside the bytes that its hash is made of, and that its body has the hash of. */
type Committed = "auxiliary data" | "script data";

export type Verdict =
  /** With the language view that fitted, where there is script data that depends on one. */
  | { readonly kind: "holds"; readonly view: Uint8Array | null }
  | { readonly kind: "broken"; readonly what: Committed; readonly reason: string }
  /** None of the language views fits: the script data are others, or the cost models of their epoch are not known. */
  | { readonly kind: "view missing" };

const bodyField = { auxiliaryDataHash: 7n, scriptDataHash: 11n } as const;
const witnessField = { datums: 4n, redeemers: 5n } as const;
const emptyMap = new Uint8Array([0xa0]);
/** What redeemers that are not there count as: an empty map since Conway, an empty list before. */
const noRedeemers = [emptyMap, new Uint8Array([0x80])];

type Fields = ReturnType<typeof fieldsOf>;
const none: Fields = new Map();

function hashIn(fields: Fields, key: bigint): string | null | undefined {
  const node = fields.get(key);
  if (node === undefined) return undefined;
  const bytes = bytesOf(node);
  return bytes === null ? null : bytesToHex(bytes);
}

const broken = (what: Committed, reason: string): Verdict => ({ kind: "broken", what, reason });
const holds = (view: Uint8Array | null = null): Verdict => ({ kind: "holds", view });

function checkAuxiliaryData(body: Fields, node: CborNode | null): Verdict {
  const what = "auxiliary data";
  const committed = hashIn(body, bodyField.auxiliaryDataHash);
  const isThere = node !== null && node.kind !== "null";
  if (committed === undefined) return isThere ? broken(what, "the body knows nothing of them") : holds();
  if (!isThere) return broken(what, "they are not there");
  return blake2b256(bytesOfNode(node)) === committed ? holds() : broken(what, "their hash is not the body's");
}

/** Null where there are none; those of an empty list or map are none to the ledger. */
function filled(fields: Fields, key: bigint): Uint8Array | null {
  const node = fields.get(key);
  if (node === undefined) return null;
  const count = isMap(node) && node.kind === "map" ? node.entries.length : asSet(node, "script data").length;
  return count === 0 ? null : bytesOfNode(node);
}

function checkScriptData(body: Fields, witnesses: Fields, views: Iterable<Uint8Array>): Verdict {
  const what = "script data";
  const committed = hashIn(body, bodyField.scriptDataHash);
  const redeemers = filled(witnesses, witnessField.redeemers);
  const datums = filled(witnesses, witnessField.datums) ?? new Uint8Array();
  const isThere = redeemers !== null || datums.length > 0;
  if (committed === undefined) return isThere ? broken(what, "the body knows nothing of them") : holds();
  if (!isThere) return broken(what, "they are not there");
  if (redeemers === null) {
    const fits = noRedeemers.some((absent) => fitting(committed, [absent, datums], [emptyMap]) !== null);
    return fits ? holds() : broken(what, "the datums' hash is not the body's");
  }
  const view = fitting(committed, [redeemers, datums], views);
  return view === null ? { kind: "view missing" } : holds(view);
}

function fitting(
  committed: string | null,
  parts: readonly Uint8Array[],
  views: Iterable<Uint8Array>,
): Uint8Array | null {
  const begun = blake2b.create({ dkLen: 32 });
  for (const part of parts) begun.update(part);
  for (const view of views) if (bytesToHex(begun.clone().update(view).digest()) === committed) return view;
  return null;
}

/**
 * Whether auxiliary data, redeemers and datums are those that the body has the hashes of, byte for byte. What no hash covers
 * is not looked at: the validity flag, who signed, and the scripts themselves.
 * @param views language views of the cost models known, the likeliest first
 * @throws TransactionDecodeError where body or witnesses have another form than the ledger's
 */
export function checkCommitments(parts: TransactionParts, views: Iterable<Uint8Array>): Verdict {
  const body = fieldsOf(parts.body, "body");
  const witnesses = parts.witnesses === null ? none : fieldsOf(parts.witnesses, "witnesses");
  const auxiliaryData = checkAuxiliaryData(body, parts.auxiliaryData);
  return auxiliaryData.kind === "holds" ? checkScriptData(body, witnesses, views) : auxiliaryData;
}
