import { concatBytes } from "@noble/hashes/utils.js";

/** What the primitives of each version of Plutus cost, in the ledger's order: of V1, V2, … by language id 0, 1, … */
export type CostModels = ReadonlyMap<number, readonly number[]>;

/** Seven sets of languages of three, fifteen of four. */
const maxLanguages = 4;

const major = { unsigned: 0x00, negative: 0x20, bytes: 0x40, list: 0x80, map: 0xa0 } as const;
const indefiniteList = 0x9f;
const breakByte = 0xff;
const plutusV1 = 0;

/** The shortest head that says so. */
function head(kind: number, argument: number): Uint8Array {
  if (argument < 24) return new Uint8Array([kind + argument]);
  const width = argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8;
  const bytes = new Uint8Array(1 + width);
  bytes[0] = kind + 24 + Math.log2(width);
  for (let at = width, left = argument; at > 0; at -= 1, left = Math.floor(left / 256)) bytes[at] = left % 256;
  return bytes;
}

function integer(value: number): Uint8Array {
  return value >= 0 ? head(major.unsigned, value) : head(major.negative, -1 - value);
}

/** V1's pair is wrapped twice and its list has no length: a mistake of Alonzo's that every hash since then repeats. */
function encodePair(language: number, costs: readonly number[]): Uint8Array {
  const items = costs.map(integer);
  if (language !== plutusV1) return concatBytes(integer(language), head(major.list, costs.length), ...items);
  const list = concatBytes(new Uint8Array([indefiniteList]), ...items, new Uint8Array([breakByte]));
  return concatBytes(head(major.bytes, 1), integer(language), head(major.bytes, list.length), list);
}

/** Canonical: the shorter key first, so that V1's, of two bytes, is the last. */
function encodeView(languages: readonly (readonly [number, readonly number[]])[]): Uint8Array {
  const sorted = languages.toSorted(([a], [b]) => (a === plutusV1 ? 1 : b === plutusV1 ? -1 : a - b));
  return concatBytes(head(major.map, sorted.length), ...sorted.map(([id, costs]) => encodePair(id, costs)));
}

/**
 * The bytes that a script data hash ends with, for each set of languages that a transaction may use: single ones first. Which
 * it uses does not stand in the transaction, since its scripts may be references.
 * Source: the comment on `script_data_hash` in the ledger's conway.cddl.
 */
export function languageViews(models: CostModels): Uint8Array[] {
  const known = [...models].slice(0, maxLanguages);
  const sets = Array.from({ length: 2 ** known.length - 1 }, (_, set) =>
    known.filter((_, place) => ((set + 1) >> place) % 2 === 1),
  );
  return sets.toSorted((a, b) => a.length - b.length).map(encodeView);
}
