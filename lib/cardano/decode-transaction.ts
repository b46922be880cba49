import { hexToBytes } from "@noble/hashes/utils.js";
import type { TxHash } from "@/lib/cardano/brand";
import { bytesOfNode } from "@/lib/cardano/cbor";
import { decodeBody } from "@/lib/cardano/decode-body";
import { decodeMetadata } from "@/lib/cardano/decode-metadata";
import { decodeWitnesses } from "@/lib/cardano/decode-witnesses";
import type { DecodedTransaction } from "@/lib/cardano/decoded-transaction";
import { blake2b256 } from "@/lib/cardano/hash";
import type { AddressNetwork } from "@/lib/cardano/network";
import { splitTransaction } from "@/lib/cardano/split-transaction";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import { takeNotes } from "@/lib/cardano/unreadable";

/** Sixteen times what the protocol allows a transaction to have. */
const maxTransactionBytes = 262_144;

/** @throws TransactionDecodeError for what is not hex, or more than a transaction has */
export function bytesFromHex(cborHex: string): Uint8Array {
  if (cborHex.length > 2 * maxTransactionBytes) {
    throw new TransactionDecodeError(`${cborHex.length / 2} bytes are more than a transaction has`);
  }
  try {
    return hexToBytes(cborHex);
  } catch (cause) {
    throw new TransactionDecodeError("the text is not hex", { cause });
  }
}

function decodeBytes(bytes: Uint8Array, network: AddressNetwork): DecodedTransaction {
  const { note, notes } = takeNotes();
  const { body, isValid, witnesses, auxiliaryData } = splitTransaction(bytes, note);
  return {
    hash: blake2b256(bytesOfNode(body)) as TxHash,
    isValid,
    body: decodeBody(body, network, note),
    witnesses: decodeWitnesses(witnesses, note),
    metadata: decodeMetadata(auxiliaryData, note),
    unreadable: notes,
  };
}

/**
 * A transaction of any era from Shelley to Conway, from its whole CBOR. What value comes from must be readable: the body's
 * fields and the validity flag. Whatever else cannot be read is missing, and `unreadable` says so.
 * @param cborHex `[body, witnesses, isValid, auxiliary data]`, or without `isValid` before Alonzo
 * @param network which reward addresses its certificates' credentials make
 * @throws TransactionDecodeError
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
