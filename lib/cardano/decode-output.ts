import { bytesToHex, concatBytes } from "@noble/hashes/utils.js";
import type { CredentialHash, PaymentAddress } from "@/lib/cardano/brand";
import {
  asArray,
  asBytes,
  asEmbedded,
  asIndex,
  bytesOfNode,
  elementAt,
  fieldsOf,
  isMap,
  isNull,
  parseCbor,
} from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { cropAddress } from "@/lib/cardano/crop-address";
import { decodeValue } from "@/lib/cardano/decode-value";
import { formatAddress } from "@/lib/cardano/format-address";
import { blake2b224 } from "@/lib/cardano/hash";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Datum, TxOutput } from "@/lib/cardano/transaction-parts";
import { readOr, reasonOf, type Note } from "@/lib/cardano/unreadable";

const nativeScriptType = 0;
const noDatum: Datum = { kind: "none" };

function addressOf(node: CborNode, what: string): PaymentAddress {
  const bytes = asBytes(node, `${what}, address`);
  if (bytes.length === 0) throw new TransactionDecodeError(`${what}: empty address`);
  return formatAddress(cropAddress(bytes));
}

/** `[0, hash]` or `[1, #6.24(bytes)]`. */
function datumOption(node: CborNode, what: string): Datum {
  const parts = asArray(node, what);
  const form = asIndex(elementAt(parts, 0, what), `${what}, form`);
  const content = elementAt(parts, 1, what);
  if (form === 0) return hashDatum(content, what);
  if (form === 1) return { kind: "inline", cborHex: bytesToHex(asEmbedded(content, what)) };
  throw new TransactionDecodeError(`${what}: form ${form} is unknown`);
}

function hashDatum(node: CborNode, what: string): Datum {
  return { kind: "hash", hash: bytesToHex(asBytes(node, `${what}, hash`)) };
}

/** A datum of whatever form: value does not wait for it to be understood. */
function readDatum(read: (node: CborNode, what: string) => Datum, node: CborNode | undefined, what: string): Datum {
  if (node === undefined) return noDatum;
  try {
    return read(node, `${what}, datum`);
  } catch (error) {
    return { kind: "unreadable", reason: reasonOf(error) };
  }
}

/** Hash of `[type, script]`: blake2b-224 over the type's byte and the script (its bytes; a native script's CBOR). */
function scriptHash(scriptRef: CborNode, what: string): CredentialHash {
  const parts = asArray(parseCbor(asEmbedded(scriptRef, what), what), what);
  const type = asIndex(elementAt(parts, 0, what), `${what}, type`);
  const script = elementAt(parts, 1, what);
  const content = type === nativeScriptType ? bytesOfNode(script) : asBytes(script, what);
  return blake2b224(concatBytes(new Uint8Array([type]), content));
}

/** `[address, value, ?datum hash]`, the form of Shelley to Alonzo. */
function decodeArrayOutput(node: CborNode, index: number, what: string): TxOutput {
  const parts = asArray(node, what);
  const datum = parts[2];
  return {
    index,
    address: addressOf(elementAt(parts, 0, what), what),
    value: decodeValue(elementAt(parts, 1, what), `${what}, value`),
    datum: readDatum(hashDatum, datum === undefined || isNull(datum) ? undefined : datum, what),
    referenceScriptHash: null,
  };
}

/** `{0: address, 1: value, ?2: datum, ?3: script}`, the form since Babbage. */
function decodeMapOutput(node: CborNode, index: number, note: Note, what: string): TxOutput {
  const fields = fieldsOf(node, what);
  const address = fields.get(0n);
  const value = fields.get(1n);
  const script = fields.get(3n);
  if (address === undefined || value === undefined)
    throw new TransactionDecodeError(`${what}: address or value is missing`);
  const scriptName = `${what}, reference script`;
  return {
    index,
    address: addressOf(address, what),
    value: decodeValue(value, `${what}, value`),
    datum: readDatum(datumOption, fields.get(2n), what),
    referenceScriptHash:
      script === undefined ? null : readOr(null, note, scriptName, () => scriptHash(script, scriptName)),
  };
}

/** One output of a body, in either of its two forms. Only its address and its value must be readable. */
export function decodeOutput(node: CborNode, index: number, note: Note, what = `output ${index}`): TxOutput {
  return isMap(node) ? decodeMapOutput(node, index, note, what) : decodeArrayOutput(node, index, what);
}
