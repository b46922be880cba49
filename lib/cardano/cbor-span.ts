import { CborSimple, CborTag, type CborArray } from "@harmoniclabs/cbor";
import type { CborNode } from "@/lib/cardano/cbor";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/** Bytes that the head of an array takes, from the low five bits of its first byte (RFC 8949, section 3). */
function headLength(firstByte: number): number {
  const info = firstByte & 0b1_1111;
  if (info === 24) return 2;
  if (info === 25) return 3;
  if (info === 26) return 5;
  if (info === 27) return 9;
  return 1;
}

/** Where an item ends. The library keeps no range for tags, but the end of a tag is the end of its content. */
function endOf(node: CborNode): number {
  let content = node;
  while (content instanceof CborTag) content = content.data;
  const end = content.subCborRef?.end;
  if (end === undefined) {
    const kind = content instanceof CborSimple ? "a floating-point number" : content.constructor.name;
    throw new TransactionDecodeError(`${kind} has no place in a transaction`);
  }
  return end;
}

/** The exact bytes of an untagged item, as they stand in the source. */
export function bytesOfNode(node: Exclude<CborNode, CborTag>): Uint8Array {
  const ref = node.subCborRef;
  if (ref === undefined) throw new TransactionDecodeError("an item without a byte range");
  return ref.toBuffer();
}

/**
 * The exact bytes of each element of an array, in order. An element begins where the one before it ended, so tagged
 * elements (all Plutus constructors are) get their range too.
 */
export function bytesOfElements(array: CborArray): Uint8Array[] {
  const ref = array.subCborRef;
  if (ref === undefined) throw new TransactionDecodeError("an array without a byte range");
  const source = ref._bytes;
  let start = ref.start + headLength(source[ref.start] ?? 0);
  return array.array.map((element) => {
    const end = endOf(element);
    const bytes = source.slice(start, end);
    start = end;
    return bytes;
  });
}
