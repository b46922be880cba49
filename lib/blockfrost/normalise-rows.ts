import type { TransactionUtxosAnswer } from "@/lib/blockfrost/schemas";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { outRefKey, type Datum, type OutRef, type RawInput, type RawOutput, type Value } from "@/lib/ledger/raw-tx";

export type InputRow = TransactionUtxosAnswer["inputs"][number];
export type OutputRow = TransactionUtxosAnswer["outputs"][number];

function valueOf(amount: InputRow["amount"]): Value {
  const value = new Map<Unit, bigint>([[lovelace, 0n]]);
  for (const { unit, quantity } of amount) {
    if (unit === lovelace || quantity !== 0n) value.set(unit, quantity);
  }
  return value;
}

/** An inline datum comes with its hash too, so the datum itself is looked at first. */
function datumOf(row: InputRow | OutputRow): Datum {
  if (typeof row.inline_datum === "string") return { kind: "inline", cborHex: row.inline_datum };
  if (typeof row.data_hash === "string") return { kind: "hash", hash: row.data_hash };
  return { kind: "none" };
}

export function outputOf(row: InputRow | OutputRow): RawOutput {
  return {
    index: row.output_index,
    address: row.address,
    value: valueOf(row.amount),
    datum: datumOf(row),
    referenceScriptHash: row.reference_script_hash ?? null,
  };
}

function refOf(row: InputRow): OutRef {
  return { txHash: row.tx_hash, index: row.output_index };
}

export function inputOf(row: InputRow): RawInput {
  return { ref: refOf(row), resolved: outputOf(row) };
}

/** Rows with the same key once; of a plain row and its collateral copy the plain one, which lists tokens too. */
function preferPlain<Row extends InputRow | OutputRow>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const chosen = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    const seen = chosen.get(key);
    if (seen === undefined || seen.collateral === true) chosen.set(key, row);
  }
  return [...chosen.values()];
}

/**
 * The rows that took effect. Valid: those flagged neither collateral nor reference. Failed: the flagged ones, each by its
 * plain copy where there is one; where nothing is flagged (older backends), the plain rows are the collateral.
 */
function effective<Row extends InputRow | OutputRow>(
  rows: readonly Row[],
  valid: boolean,
  keyOf: (row: Row) => string,
): Row[] {
  const flagged = new Set(rows.filter((row) => row.collateral === true).map(keyOf));
  const isEffective = (row: Row) => (valid || flagged.size === 0 ? row.collateral !== true : flagged.has(keyOf(row)));
  return preferPlain(rows.filter(isEffective), keyOf);
}

function inputKey(row: InputRow): string {
  return outRefKey(refOf(row));
}

export function effectiveInputRows(rows: readonly InputRow[], valid: boolean): InputRow[] {
  const spendable = rows.filter((row) => row.reference !== true);
  return effective(spendable, valid, inputKey);
}

export function effectiveOutputRows(rows: readonly OutputRow[], valid: boolean): OutputRow[] {
  return effective(rows, valid, (row) => String(row.output_index));
}

/** Every input row by reference, plain rows before their collateral copies. */
export function resolvedRows(rows: readonly InputRow[]): ReadonlyMap<string, RawOutput> {
  return new Map(preferPlain(rows, inputKey).map((row) => [inputKey(row), outputOf(row)]));
}

/** The references of flagged rows, each once. */
export function flaggedRefs(rows: readonly InputRow[], flag: "collateral" | "reference"): OutRef[] {
  const refs = rows.filter((row) => row[flag] === true).map(refOf);
  return [...new Map(refs.map((ref) => [outRefKey(ref), ref])).values()];
}
