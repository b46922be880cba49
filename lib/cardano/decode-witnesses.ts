import { CborArray } from "@harmoniclabs/cbor";
import { bytesToHex } from "@noble/hashes/utils.js";
import { byronRoot } from "@/lib/cardano/byron-root";
import type { CredentialHash } from "@/lib/cardano/brand";
import { asArray, asBytes, asIndex, asMap, asSet, elementAt, intOf, isMap, type CborNode } from "@/lib/cardano/cbor";
import { bytesOfElements } from "@/lib/cardano/cbor-span";
import type { DecodedWitnesses } from "@/lib/cardano/decoded-transaction";
import { blake2b224, blake2b256 } from "@/lib/cardano/hash";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Redeemer } from "@/lib/cardano/transaction-parts";

const field = { vkeys: 0n, bootstrap: 2n, datums: 4n, redeemers: 5n } as const;
/** Native scripts, bootstrap witnesses, Plutus V1, redeemers, Plutus V2 and V3. */
const scriptFields = [1n, 2n, 3n, 5n, 6n, 7n];
const purposes = ["spend", "mint", "cert", "reward", "vote", "propose"] as const;

type Fields = ReadonlyMap<bigint | null, CborNode>;

function elementsOf(fields: Fields, key: bigint, what: string): readonly CborNode[] {
  const node = fields.get(key);
  return node === undefined ? [] : asSet(node, what).array;
}

function decodeSigners(fields: Fields): CredentialHash[] {
  const signers = new Set<CredentialHash>();
  for (const witness of elementsOf(fields, field.vkeys, "key witnesses")) {
    signers.add(blake2b224(asBytes(elementAt(asArray(witness, "key witness"), 0, "key witness"), "verification key")));
  }
  for (const witness of elementsOf(fields, field.bootstrap, "bootstrap witnesses")) {
    const parts = asArray(witness, "bootstrap witness");
    const part = (position: number) => asBytes(elementAt(parts, position, "bootstrap witness"), "bootstrap witness");
    signers.add(blake2b224(part(0)));
    signers.add(byronRoot(part(0), part(2), part(3)));
  }
  return [...signers];
}

function redeemerOf(purpose: CborNode, index: CborNode, data: Uint8Array | undefined): Redeemer {
  const tag = asIndex(purpose, "redeemer, purpose");
  const name = purposes[tag];
  if (name === undefined || data === undefined) throw new TransactionDecodeError(`redeemer: purpose ${tag} is unknown`);
  return { purpose: name, index: asIndex(index, "redeemer, index"), dataCborHex: bytesToHex(data) };
}

/** `[tag, index, data, units]`, the form up to Babbage. */
function decodeListedRedeemer(node: CborNode): Redeemer {
  if (!(node instanceof CborArray)) throw new TransactionDecodeError("redeemer: not an array");
  const [purpose, index] = [elementAt(node.array, 0, "redeemer"), elementAt(node.array, 1, "redeemer")];
  return redeemerOf(purpose, index, bytesOfElements(node)[2]);
}

/** `[tag, index] → [data, units]`, the form of Conway. */
function decodeMappedRedeemer(key: CborNode, value: CborNode): Redeemer {
  const parts = asArray(key, "redeemer, key");
  if (!(value instanceof CborArray)) throw new TransactionDecodeError("redeemer: not an array");
  return redeemerOf(elementAt(parts, 0, "redeemer"), elementAt(parts, 1, "redeemer"), bytesOfElements(value)[0]);
}

function decodeRedeemers(node: CborNode | undefined): Redeemer[] {
  if (node === undefined) return [];
  if (isMap(node)) return asMap(node, "redeemers").map.map(({ k, v }) => decodeMappedRedeemer(k, v));
  return asArray(node, "redeemers").map(decodeListedRedeemer);
}

function decodeDatums(node: CborNode | undefined): ReadonlyMap<string, string> {
  if (node === undefined) return new Map();
  return new Map(bytesOfElements(asSet(node, "datums")).map((bytes) => [blake2b256(bytes), bytesToHex(bytes)]));
}

function isFilled(node: CborNode | undefined): boolean {
  if (node === undefined) return false;
  return isMap(node) ? asMap(node, "witnesses").map.length > 0 : asSet(node, "witnesses").array.length > 0;
}

/** Who signed, which scripts took part and with what data. */
export function decodeWitnesses(node: CborNode): DecodedWitnesses {
  const fields: Fields = new Map(asMap(node, "witnesses").map.map(({ k, v }) => [intOf(k), v]));
  return {
    signers: decodeSigners(fields),
    hasScriptWitness: scriptFields.some((key) => isFilled(fields.get(key))),
    redeemers: decodeRedeemers(fields.get(field.redeemers)),
    datums: decodeDatums(fields.get(field.datums)),
  };
}
