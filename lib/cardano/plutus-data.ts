import { CborArray, CborBytes, CborMap, CborTag } from "@harmoniclabs/cbor";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { asArray, asBytes, asIndex, asTag, elementAt, intOf, parseCbor, type CborNode } from "@/lib/cardano/cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/** Plutus data as the ledger defines it; bytes are lower-case hex, maps keep their order and their duplicate keys. */
export type PlutusData =
  | { readonly kind: "constr"; readonly alternative: number; readonly fields: readonly PlutusData[] }
  | { readonly kind: "list"; readonly items: readonly PlutusData[] }
  | { readonly kind: "map"; readonly entries: readonly { readonly key: PlutusData; readonly value: PlutusData }[] }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "bytes"; readonly hex: string };

const what = "Plutus data";
const bigPositive = 2n;
const bigNegative = 3n;
/** Alternatives 0 to 6, 7 to 127, and any other one spelled out. */
const smallTags = { first: 121n, last: 127n, offset: 0n };
const mediumTags = { first: 1280n, last: 1400n, offset: 7n };
const anyAlternative = 102n;

function constr(alternative: number, fields: CborNode): PlutusData {
  return { kind: "constr", alternative, fields: asArray(fields, what).map(convert) };
}

function convertTag(tag: bigint, content: CborNode): PlutusData {
  for (const { first, last, offset } of [smallTags, mediumTags]) {
    if (tag >= first && tag <= last) return constr(Number(tag - first + offset), content);
  }
  if (tag === anyAlternative) {
    const parts = asArray(content, what);
    return constr(asIndex(elementAt(parts, 0, what), what), elementAt(parts, 1, what));
  }
  if (tag === bigPositive || tag === bigNegative) {
    const magnitude = BigInt(`0x0${bytesToHex(asBytes(content, what))}`);
    return { kind: "int", value: tag === bigPositive ? magnitude : -1n - magnitude };
  }
  throw new TransactionDecodeError(`${what}: tag ${tag} is unknown`);
}

function convert(node: CborNode): PlutusData {
  if (node instanceof CborBytes) return { kind: "bytes", hex: bytesToHex(node.bytes) };
  if (node instanceof CborArray) return { kind: "list", items: node.array.map(convert) };
  if (node instanceof CborMap) {
    return { kind: "map", entries: node.map.map(({ k, v }) => ({ key: convert(k), value: convert(v) })) };
  }
  if (node instanceof CborTag) {
    const tagged = asTag(node);
    if (tagged !== null) return convertTag(tagged.tag, tagged.content);
  }
  const int = intOf(node);
  if (int !== null) return { kind: "int", value: int };
  throw new TransactionDecodeError(`${what}: ${node.constructor.name} has no place in it`);
}

/** A datum or redeemer from its CBOR in hex; throws `TransactionDecodeError` where the bytes are none. */
export function decodePlutusData(cborHex: string): PlutusData {
  return convert(parseCbor(hexToBytes(cborHex), what));
}
