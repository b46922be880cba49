import { hexToBytes } from "@noble/hashes/utils.js";
import type { TxHash } from "@/lib/cardano/brand";
import { asArray, asBoolean, asMap, elementAt, parseCbor } from "@/lib/cardano/cbor";
import { bytesOfNode } from "@/lib/cardano/cbor-span";
import { decodeBody } from "@/lib/cardano/decode-body";
import { decodeMetadata } from "@/lib/cardano/decode-metadata";
import { decodeWitnesses } from "@/lib/cardano/decode-witnesses";
import type { DecodedTransaction } from "@/lib/cardano/decoded-transaction";
import { blake2b256 } from "@/lib/cardano/hash";
import type { AddressNetwork } from "@/lib/cardano/network";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

function bytesFromHex(cborHex: string): Uint8Array {
  try {
    return hexToBytes(cborHex);
  } catch (cause) {
    throw new TransactionDecodeError("the text is not hex", { cause });
  }
}

function decodeBytes(bytes: Uint8Array, network: AddressNetwork): DecodedTransaction {
  const parts = asArray(parseCbor(bytes, "transaction"), "transaction");
  const body = asMap(elementAt(parts, 0, "transaction"), "body");
  const last = parts.length - 1;
  if (last !== 2 && last !== 3) throw new TransactionDecodeError(`a transaction has 3 or 4 parts, not ${parts.length}`);
  return {
    hash: blake2b256(bytesOfNode(body)) as TxHash,
    isValid: last === 2 || asBoolean(elementAt(parts, 2, "transaction"), "script validity"),
    body: decodeBody(body, network),
    witnesses: decodeWitnesses(elementAt(parts, 1, "transaction")),
    metadata: decodeMetadata(elementAt(parts, last, "transaction")),
  };
}

/**
 * A transaction of any era from Shelley to Conway, from its whole CBOR.
 * @param cborHex `[body, witnesses, isValid, auxiliary data]`, or without `isValid` before Alonzo
 * @param network which reward addresses its certificates' credentials make
 * @throws TransactionDecodeError for whatever is wrong with it
 */
export function decodeTransaction(cborHex: string, network: AddressNetwork): DecodedTransaction {
  const bytes = bytesFromHex(cborHex);
  try {
    return decodeBytes(bytes, network);
  } catch (cause) {
    if (cause instanceof TransactionDecodeError) throw cause;
    throw new TransactionDecodeError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
