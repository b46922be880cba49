import { bytesToHex } from "@noble/hashes/utils.js";
import { byronRoot } from "@/lib/cardano/byron-root";
import type { CredentialHash } from "@/lib/cardano/brand";
import { asArray, asBytes, asIndex, asMap, asSet, bytesOfNode, elementAt, fieldsOf, isMap } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import type { DecodedWitnesses } from "@/lib/cardano/decoded-transaction";
import { blake2b224, blake2b256 } from "@/lib/cardano/hash";
import { decodeNativeScript } from "@/lib/cardano/native-script";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Redeemer } from "@/lib/cardano/transaction-parts";
import { readOr, type Note } from "@/lib/cardano/unreadable";

const field = { vkeys: 0n, nativeScripts: 1n, bootstrap: 2n, datums: 4n, redeemers: 5n } as const;
/** Native scripts, bootstrap witnesses, Plutus V1, redeemers, Plutus V2 and V3. */
const scriptFields = [1n, 2n, 3n, 5n, 6n, 7n];
const purposes = ["spend", "mint", "cert", "reward", "vote", "propose"] as const;

type Fields = ReturnType<typeof fieldsOf>;

function elementsOf(fields: Fields, key: bigint, what: string): readonly CborNode[] {
  const node = fields.get(key);
  return node === undefined ? [] : asSet(node, what);
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

function redeemerOf(purpose: CborNode, index: CborNode, data: CborNode): Redeemer {
  const tag = asIndex(purpose, "redeemer, purpose");
  const name = purposes[tag];
  if (name === undefined) throw new TransactionDecodeError(`redeemer: purpose ${tag} is unknown`);
  return { purpose: name, index: asIndex(index, "redeemer, index"), dataCborHex: bytesToHex(bytesOfNode(data)) };
}

/** `[tag, index, data, units]`, the form up to Babbage. */
function decodeListedRedeemer(node: CborNode): Redeemer {
  const parts = asArray(node, "redeemer");
  const part = (position: number) => elementAt(parts, position, "redeemer");
  return redeemerOf(part(0), part(1), part(2));
}

/** `[tag, index] → [data, units]`, the form of Conway. */
function decodeMappedRedeemer(key: CborNode, value: CborNode): Redeemer {
  const parts = asArray(key, "redeemer, key");
  const data = elementAt(asArray(value, "redeemer"), 0, "redeemer");
  return redeemerOf(elementAt(parts, 0, "redeemer"), elementAt(parts, 1, "redeemer"), data);
}

function decodeRedeemers(node: CborNode | undefined): Redeemer[] {
  if (node === undefined) return [];
  if (isMap(node)) return asMap(node, "redeemers").map(({ k, v }) => decodeMappedRedeemer(k, v));
  return asArray(node, "redeemers").map(decodeListedRedeemer);
}

function decodeDatums(fields: Fields): ReadonlyMap<string, string> {
  const datums = elementsOf(fields, field.datums, "datums").map(bytesOfNode);
  return new Map(datums.map((bytes) => [blake2b256(bytes), bytesToHex(bytes)]));
}

function isFilled(node: CborNode | undefined): boolean {
  if (node === undefined) return false;
  return isMap(node) ? asMap(node, "witnesses").length > 0 : asSet(node, "witnesses").length > 0;
}

/** Without witnesses it is not known who signed, and scripts may have taken part. */
const unknown: DecodedWitnesses = {
  signers: null,
  hasScriptWitness: true,
  redeemers: [],
  nativeScripts: [],
  datums: new Map(),
};

/**
 * Who signed, which scripts took part and with what data. Each field is read by itself: of one that is broken, or of all
 * where `node` is null, it is only not known what it says.
 */
export function decodeWitnesses(node: CborNode | null, note: Note): DecodedWitnesses {
  const fields = node === null ? null : readOr(null, note, "witnesses", () => fieldsOf(node, "witnesses"));
  if (fields === null) return unknown;
  return {
    signers: readOr(null, note, "signers", () => decodeSigners(fields)),
    hasScriptWitness: readOr(true, note, "script witnesses", () =>
      scriptFields.some((key) => isFilled(fields.get(key))),
    ),
    nativeScripts: readOr([], note, "native scripts", () =>
      elementsOf(fields, field.nativeScripts, "native scripts").map(decodeNativeScript),
    ),
    redeemers: readOr([], note, "redeemers", () => decodeRedeemers(fields.get(field.redeemers))),
    datums: readOr(unknown.datums, note, "witness datums", () => decodeDatums(fields)),
  };
}
