import { asArray, asBytes, asIndex, bytesOfNode, elementAt } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { credentialHashOf } from "@/lib/cardano/credential";
import type { CredentialHash } from "@/lib/cardano/brand";
import { blake2b224 } from "@/lib/cardano/hash";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/** A script of keys and times, without code: whose signatures satisfy it. */
export interface NativeScript {
  readonly hash: CredentialHash;
  /** Every key that it names, each once. */
  readonly keys: readonly CredentialHash[];
  /** How many of them must sign; null where the script nests so that no single number tells. */
  readonly required: number | null;
}

/** Forms of CDDL's `native_script`: a key, all, any, n of k, and two bounds of time. */
const form = { key: 0, all: 1, any: 2, atLeast: 3, validFrom: 4, validUntil: 5 } as const;
const maxDepth = 16;

interface Part {
  readonly keys: readonly CredentialHash[];
  readonly required: number | null;
}

/** A bound of time asks for no signature. */
const timeBound: Part = { keys: [], required: 0 };

function partOf(node: CborNode, depth: number): Part {
  if (depth > maxDepth) throw new TransactionDecodeError("native script: nested too deep");
  const items = asArray(node, "native script");
  const at = (position: number) => elementAt(items, position, "native script");
  const kind = asIndex(at(0), "native script, form");
  if (kind === form.key) return { keys: [credentialHashOf(asBytes(at(1), "native script, key"))], required: 1 };
  if (kind === form.validFrom || kind === form.validUntil) return timeBound;
  const inner = (position: number) => asArray(at(position), "native script").map((one) => partOf(one, depth + 1));
  if (kind === form.all) return together(inner(1), null);
  if (kind === form.any) return together(inner(1), 1);
  if (kind === form.atLeast) return together(inner(2), asIndex(at(1), "native script, number"));
  throw new TransactionDecodeError(`native script: form ${kind} is unknown`);
}

/** @param number how many of the parts must hold; null for all */
function together(parts: readonly Part[], number: number | null): Part {
  const keys = [...new Set(parts.flatMap((part) => part.keys))];
  const signing = parts.filter((part) => part.keys.length > 0);
  const areKeys = signing.every((part) => part.keys.length === 1 && part.required === 1);
  const isDistinct = keys.length === signing.length;
  if (number === null) return { keys, required: isDistinct && areKeys ? keys.length : sameAs(signing) };
  if (signing.length < parts.length) return { keys, required: null };
  return { keys, required: isDistinct && areKeys ? number : null };
}

/** All of one nested part, as where a time is put beside it. */
function sameAs([only, ...more]: readonly Part[]): number | null {
  return only !== undefined && more.length === 0 ? only.required : null;
}

/** The script of one witness; throws `TransactionDecodeError`. */
export function decodeNativeScript(node: CborNode): NativeScript {
  const { keys, required } = partOf(node, 0);
  return { hash: blake2b224(Uint8Array.of(0, ...bytesOfNode(node))), keys, required };
}
