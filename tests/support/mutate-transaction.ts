import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc, { type Arbitrary } from "fast-check";
import { asArray, asSet } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import { readCbor } from "@/lib/cardano/read-cbor";
import * as c from "./cbor-hex";

/** Bytes of a transaction from one to another, as hex digits. */
interface Region {
  readonly from: number;
  readonly to: number;
}

/** Where in a transaction stands what no value comes from. */
export interface Regions {
  readonly witnesses: Region;
  /** The values of the witnesses' fields but for those that name who signed: scripts, datums, redeemers. */
  readonly witnessFields: readonly Region[];
  readonly auxiliaryData: Region;
  /** The third to last fields of each output: its datum and its reference script. */
  readonly besideValue: readonly Region[];
}

const signerFields = [0n, 2n];
const outputsField = 1n;
const valueFields = [0n, 1n];

const regionOf = ({ start, end }: CborNode): Region => ({ from: 2 * start, to: 2 * end });

function fieldsBut(map: CborNode | undefined, keys: readonly bigint[]): Region[] {
  if (map?.kind !== "map") return [];
  return map.entries.flatMap(({ k, v }) => (k.kind === "integer" && keys.includes(k.value) ? [] : [regionOf(v)]));
}

function besideValue(output: CborNode): Region[] {
  return output.kind === "array" ? output.items.slice(2).map(regionOf) : fieldsBut(output, valueFields);
}

export function regionsOf(hex: string): Regions {
  const transaction = readCbor(hexToBytes(hex), 0, "recorded");
  if (transaction.kind !== "array") throw new TypeError("a transaction is an array");
  const [body, witnesses] = transaction.items;
  const auxiliaryData = transaction.items.at(-1);
  if (body?.kind !== "map" || witnesses === undefined || auxiliaryData === undefined) throw new TypeError("no body");
  const outputs = body.entries.find(({ k }) => k.kind === "integer" && k.value === outputsField)?.v;
  return {
    witnesses: regionOf(witnesses),
    witnessFields: fieldsBut(witnesses, signerFields),
    auxiliaryData: regionOf(auxiliaryData),
    besideValue: outputs?.kind === "array" ? outputs.items.flatMap(besideValue) : [],
  };
}

const auxiliaryDataHash = 7n;
const committedFields = { datums: 4n, redeemers: 5n } as const;

/** What the body has a hash of, by name. */
export function committedRegions(hex: string): (Region & { readonly name: string })[] {
  const transaction = readCbor(hexToBytes(hex), 0, "recorded");
  const [body, witnesses] = transaction.kind === "array" ? transaction.items : [];
  if (body?.kind !== "map" || witnesses?.kind !== "map") throw new TypeError("no body");
  const fieldOf = (map: typeof body, key: bigint) =>
    map.entries.find(({ k }) => k.kind === "integer" && k.value === key)?.v;
  const fields = Object.entries(committedFields).flatMap(([name, key]) => {
    const node = fieldOf(witnesses, key);
    return node === undefined ? [] : [{ name, ...regionOf(node) }];
  });
  const hasAuxiliaryData = fieldOf(body, auxiliaryDataHash) !== undefined;
  return hasAuxiliaryData ? [...fields, { name: "auxiliary data", ...regionsOf(hex).auxiliaryData }] : fields;
}

/** The bytes of each key that signed and of its signature, without their heads: key witnesses first, then Byron's. */
export function signatureRegions(hex: string): { readonly key: Region; readonly signature: Region }[] {
  const transaction = readCbor(hexToBytes(hex), 0, "recorded");
  const witnesses = transaction.kind === "array" ? transaction.items[1] : undefined;
  if (witnesses?.kind !== "map") throw new TypeError("no witnesses");
  const signed = witnesses.entries.filter(({ k }) => k.kind === "integer" && signerFields.includes(k.value));
  return signed.flatMap(({ v }) =>
    asSet(v, "witnesses").map((witness) => {
      const [key, signature] = asArray(witness, "witness");
      if (key === undefined || signature === undefined) throw new TypeError("no signature");
      const contentOf = ({ end }: CborNode, bytes: number) => ({ from: 2 * (end - bytes), to: 2 * end });
      return { key: contentOf(key, 32), signature: contentOf(signature, 64) };
    }),
  );
}

const anyBytes = fc.uint8Array({ maxLength: 40 }).map(bytesToHex);
const levels = fc.constantFrom(1, 30, 300, 1_800, 5_000);

/** Any item at all, in the forms that readers trip over. */
export const anyItem: Arbitrary<string> = fc.oneof(
  fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n - 1n }).map(c.int),
  anyBytes.map(c.bytes),
  fc.string({ unit: "binary" }).map(c.text),
  fc.constantFrom(c.yes, c.no, c.nil, "f7", "fb7ff8000000000000", c.array(), c.map(), "9fff", "bfff", c.set()),
  fc.tuple(levels, anyBytes).map(([count, hex]) => "d87981".repeat(count) + c.bytes(hex)),
  levels.map((count) => "9f".repeat(count) + "ff".repeat(count)),
  levels.map((count) => "a1".repeat(count) + "00".repeat(count + 1)),
  fc.integer({ min: 0, max: 2_000 }).map((count) => c.array(...Array.from({ length: count }, () => "d87980"))),
  fc.integer({ min: 0, max: 3_000 }).map((count) => c.tag(2, c.bytes("ff".repeat(count)))),
  anyBytes.map((hex) => c.array(c.int(1), c.tag(24, c.bytes(hex)))),
  fc.tuple(levels, anyBytes).map(([count, hex]) => c.array(c.int(1), c.tag(24, c.bytes("d87981".repeat(count) + hex)))),
);

/** The same item with its own bytes taken apart: where a byte falls, the framing falls with it. */
export function tornItem(hex: string): Arbitrary<string> {
  const place = fc.nat({ max: hex.length / 2 }).map((at) => 2 * at);
  return fc.oneof(
    fc
      .tuple(place, fc.integer({ min: 0, max: 255 }))
      .map(([at, byte]) => replaced(hex, at, 2, byte.toString(16).padStart(2, "0"))),
    fc.tuple(place, fc.nat({ max: 40 })).map(([at, count]) => replaced(hex, at, 2 * count, "")),
    fc.tuple(place, fc.nat({ max: 40 })).map(([at, count]) => replaced(hex, at, 0, hex.slice(at, at + 2 * count))),
    fc.tuple(place, anyBytes).map(([at, bytes]) => replaced(hex, at, 0, bytes)),
    fc.tuple(place, anyItem).map(([at, item]) => replaced(hex, at, 2, item)),
    anyBytes,
  );
}

/** Mutants whose framing stands: a datum within the bytes that hold it, or another item in the place of the whole. */
export function otherItem(hex: string): Arbitrary<string> {
  const node = readCbor(hexToBytes(hex), 0, "item");
  const [form, content] = node.kind === "array" ? node.items : [];
  const embedded =
    form !== undefined && content?.kind === "tag" && content.content.kind === "bytes" ? content.content.bytes : null;
  if (embedded === null) return anyItem;
  const torn = tornItem(bytesToHex(embedded)).map((inner) => c.array(c.int(1), c.tag(24, c.bytes(inner))));
  return fc.oneof(anyItem, torn);
}

function replaced(hex: string, at: number, digits: number, by: string): string {
  return hex.slice(0, at) + by + hex.slice(Math.max(at, Math.min(at + digits, hex.length)));
}

/** The transaction with one bit of the byte at a digit turned over. */
export function withByte(hex: string, at: number): string {
  const other = (parseInt(hex.slice(at, at + 2), 16) ^ 0x01).toString(16).padStart(2, "0");
  return hex.slice(0, at) + other + hex.slice(at + 2);
}

/** The transaction with other bytes in a region. */
export function withRegion(
  hex: string,
  { from, to }: Region,
  mutate: (hex: string) => Arbitrary<string>,
): Arbitrary<string> {
  return mutate(hex.slice(from, to)).map((other) => hex.slice(0, from) + other + hex.slice(to));
}
