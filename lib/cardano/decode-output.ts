import { CborArray } from "@harmoniclabs/cbor";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CredentialHash, PaymentAddress } from "@/lib/cardano/brand";
import {
  asArray,
  asBytes,
  asEmbedded,
  asIndex,
  asMap,
  elementAt,
  intOf,
  isMap,
  isNull,
  parseCbor,
  type CborNode,
} from "@/lib/cardano/cbor";
import { bytesOfElements } from "@/lib/cardano/cbor-span";
import { decodeValue } from "@/lib/cardano/decode-value";
import { formatAddress } from "@/lib/cardano/format-address";
import { blake2b224 } from "@/lib/cardano/hash";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Datum, TxOutput } from "@/lib/cardano/transaction-parts";

const nativeScriptType = 0;
const noDatum: Datum = { kind: "none" };

function addressOf(node: CborNode, what: string): PaymentAddress {
  const bytes = asBytes(node, `${what}, address`);
  if (bytes.length === 0) throw new TransactionDecodeError(`${what}: empty address`);
  return formatAddress(bytes);
}

function hashDatum(node: CborNode, what: string): Datum {
  return { kind: "hash", hash: bytesToHex(asBytes(node, `${what}, datum hash`)) };
}

/** `[0, hash]` or `[1, #6.24(bytes)]`. */
function datumOption(node: CborNode, what: string): Datum {
  const parts = asArray(node, `${what}, datum`);
  const form = asIndex(elementAt(parts, 0, what), `${what}, datum form`);
  const content = elementAt(parts, 1, what);
  if (form === 0) return hashDatum(content, what);
  if (form === 1) return { kind: "inline", cborHex: bytesToHex(asEmbedded(content, `${what}, inline datum`)) };
  throw new TransactionDecodeError(`${what}: datum form ${form} is unknown`);
}

/** Hash of `[type, script]`: blake2b-224 over the type's byte and the script (its bytes; a native script's CBOR). */
function scriptHash(scriptRef: Uint8Array, what: string): CredentialHash {
  const node = parseCbor(scriptRef, `${what}, reference script`);
  if (!(node instanceof CborArray)) throw new TransactionDecodeError(`${what}: reference script is not an array`);
  const type = asIndex(elementAt(node.array, 0, what), `${what}, script type`);
  const script = elementAt(node.array, 1, what);
  const content = type === nativeScriptType ? bytesOfElements(node)[1] : asBytes(script, `${what}, script`);
  if (content === undefined) throw new TransactionDecodeError(`${what}: reference script is empty`);
  return blake2b224(new Uint8Array([type, ...content]));
}

/** `[address, value, ?datum hash]`, the form of Shelley to Alonzo. */
function decodeArrayOutput(node: CborNode, index: number, what: string): TxOutput {
  const parts = asArray(node, what);
  const datum = parts[2];
  return {
    index,
    address: addressOf(elementAt(parts, 0, what), what),
    value: decodeValue(elementAt(parts, 1, what), `${what}, value`),
    datum: datum === undefined || isNull(datum) ? noDatum : hashDatum(datum, what),
    referenceScriptHash: null,
  };
}

/** `{0: address, 1: value, ?2: datum, ?3: script}`, the form since Babbage. */
function decodeMapOutput(node: CborNode, index: number, what: string): TxOutput {
  const fields = new Map(asMap(node, what).map.map(({ k, v }) => [intOf(k), v]));
  const address = fields.get(0n);
  const value = fields.get(1n);
  const datum = fields.get(2n);
  const script = fields.get(3n);
  if (address === undefined || value === undefined)
    throw new TransactionDecodeError(`${what}: address or value is missing`);
  return {
    index,
    address: addressOf(address, what),
    value: decodeValue(value, `${what}, value`),
    datum: datum === undefined ? noDatum : datumOption(datum, what),
    referenceScriptHash:
      script === undefined ? null : scriptHash(asEmbedded(script, `${what}, reference script`), what),
  };
}

/** One output of a body, in either of its two forms. */
export function decodeOutput(node: CborNode, index: number, what = `output ${index}`): TxOutput {
  return isMap(node) ? decodeMapOutput(node, index, what) : decodeArrayOutput(node, index, what);
}
