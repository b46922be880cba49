import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { asArray, asIndex, elementAt, parseCbor } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/** Plutus data as the ledger defines it; bytes are lower-case hex, maps keep their order and their duplicate keys. */
export type PlutusData =
  | { readonly kind: "constr"; readonly alternative: number; readonly fields: readonly PlutusData[] }
  | { readonly kind: "list"; readonly items: readonly PlutusData[] }
  | { readonly kind: "map"; readonly entries: readonly { readonly key: PlutusData; readonly value: PlutusData }[] }
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "bytes"; readonly hex: string };

const what = "Plutus data";
/** Four times what fits into a transaction. */
const maxDatumBytes = 65_536;
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
  throw new TransactionDecodeError(`${what}: tag ${tag} is unknown`);
}

/** Recurses as deep as `maxCborDepth` lets a reader look and no deeper. */
function convert(node: CborNode): PlutusData {
  switch (node.kind) {
    case "bytes":
      return { kind: "bytes", hex: bytesToHex(node.bytes) };
    case "array":
      return { kind: "list", items: node.items.map(convert) };
    case "map":
      return { kind: "map", entries: node.entries.map(({ k, v }) => ({ key: convert(k), value: convert(v) })) };
    case "tag":
      return convertTag(node.tag, node.content);
    case "integer":
      return { kind: "int", value: node.value };
    case "text":
    case "boolean":
    case "null":
    case "simple value":
    case "item nested too deep":
      throw new TransactionDecodeError(`${what}: ${node.kind} has no place in it`);
  }
}

function bytesFromHex(cborHex: string): Uint8Array {
  if (cborHex.length > 2 * maxDatumBytes) {
    throw new TransactionDecodeError(`${what}: ${cborHex.length / 2} bytes, more than ${maxDatumBytes}`);
  }
  try {
    return hexToBytes(cborHex);
  } catch (cause) {
    throw new TransactionDecodeError(`${what}: the text is not hex`, { cause });
  }
}

/** A datum or redeemer from its CBOR in hex; throws `TransactionDecodeError` where the bytes are none that we read. */
export function decodePlutusData(cborHex: string): PlutusData {
  return convert(parseCbor(bytesFromHex(cborHex), what));
}
