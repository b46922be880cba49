import { encodeCbor, type CborValue } from "../cbor-encode";
import { blake256, fromHex, toHex } from "./digest";

/** Plutus data in the shape of Blockfrost's `json_value`; integers stay bigint until they are serialised. */
export type PlutusData =
  | { readonly constructor: number; readonly fields: readonly PlutusData[] }
  | { readonly int: bigint }
  | { readonly bytes: string }
  | { readonly list: readonly PlutusData[] }
  | { readonly map: readonly { readonly k: PlutusData; readonly v: PlutusData }[] };

export const constr = (alternative: number, ...fields: PlutusData[]): PlutusData => ({
  constructor: alternative,
  fields,
});
export const int = (value: bigint): PlutusData => ({ int: value });
export const bytes = (hex: string): PlutusData => ({ bytes: hex });

const CHUNK_BYTES = 64;

/** Definite empty constructors, indefinite filled ones, byte strings over 64 bytes in chunks: as real wallets write it. */
function toCbor(data: PlutusData): CborValue {
  if ("fields" in data) {
    const fields = data.fields.map(toCbor);
    return { tag: 121 + data.constructor, value: fields.length === 0 ? [] : { indefinite: fields } };
  }
  if ("int" in data) return data.int;
  if ("bytes" in data) return bytesToCbor(fromHex(data.bytes));
  if ("list" in data) return { indefinite: data.list.map(toCbor) };
  return { map: data.map.map(({ k, v }) => [toCbor(k), toCbor(v)] as const) };
}

function bytesToCbor(value: Uint8Array): CborValue {
  if (value.length <= CHUNK_BYTES) return value;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < value.length; at += CHUNK_BYTES) chunks.push(value.slice(at, at + CHUNK_BYTES));
  return { chunks };
}

const encodePlutusData = (data: PlutusData): Uint8Array => encodeCbor(toCbor(data));

/** A datum with the two things that everyone asks of it. */
export interface Datum {
  readonly data: PlutusData;
  readonly cbor: Uint8Array;
  readonly hash: string;
}

export function datumOf(data: PlutusData): Datum {
  const cbor = encodePlutusData(data);
  return { data, cbor, hash: toHex(blake256(cbor)) };
}

/** For `/scripts/datum/{hash}`: the simulation keeps its integers within the safe range. */
export const plutusJson = (data: PlutusData): unknown =>
  JSON.parse(JSON.stringify(data, (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value)));
