import { bytesToHex } from "@noble/hashes/utils.js";
import type { Unit } from "@/lib/cardano/brand";
import { asArray, asBytes, asInt, asMap, asUint, elementAt, intOf } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Value } from "@/lib/cardano/transaction-parts";
import { isUnit, lovelace } from "@/lib/cardano/unit";

function tokenUnit(policyId: string, name: Uint8Array, what: string): Unit {
  const unit = policyId + bytesToHex(name);
  if (!isUnit(unit) || unit === lovelace)
    throw new TransactionDecodeError(`${what}: not a token (${unit.slice(0, 130)})`);
  return unit;
}

/** `{policy → {name → quantity}}`. Of a repeated key the last counts, as in the ledger's own decoder before Conway. */
export function decodeTokens(node: CborNode, what: string): Map<Unit, bigint> {
  const policies = new Map<string, CborNode>();
  for (const { k, v } of asMap(node, what)) policies.set(bytesToHex(asBytes(k, what)), v);
  const tokens = new Map<Unit, bigint>();
  for (const [policyId, names] of policies) {
    for (const { k, v } of asMap(names, what)) tokens.set(tokenUnit(policyId, asBytes(k, what), what), asInt(v, what));
  }
  for (const [unit, quantity] of tokens) if (quantity === 0n) tokens.delete(unit);
  return tokens;
}

/** Value of an output: lovelace alone, or `[lovelace, tokens]`. */
export function decodeValue(node: CborNode, what: string): Value {
  if (intOf(node) !== null) return new Map([[lovelace, asUint(node, what)]]);
  const parts = asArray(node, what);
  const amount = asUint(elementAt(parts, 0, what), what);
  return new Map([[lovelace, amount], ...decodeTokens(elementAt(parts, 1, what), what)]);
}
