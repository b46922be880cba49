import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { carriageLovelace, memoLovelace } from "@/lib/ledger/spam-patterns";
import { suspicionOf, type Suspicion } from "@/lib/ledger/suspicion";
import type { LedgerRows } from "@/lib/ledger/to-rows";

type Row = Pick<LedgerRows, "transaction" | "flows">;

/** A token of a step whose very name is a lure's, under its column names. */
export interface Lure {
  readonly unit: string;
  readonly lure: Suspicion;
  /** Every one of the step's transactions that moved it brought it, unasked. */
  readonly unasked: boolean;
  readonly judged_with: string;
}

/** By their asset names: what else tokens say of themselves, the database knows, and its words are read at the sync's end. */
export function lureRows(rows: readonly Row[]): Lure[] {
  const cameUnasked = new Map<Unit, boolean>();
  for (const row of rows) {
    for (const [unit, quantity] of quantities(row))
      cameUnasked.set(unit, (cameUnasked.get(unit) ?? true) && row.transaction.likeness.isUnasked && quantity > 0n);
  }
  return [...cameUnasked].flatMap(([unit, unasked]) => {
    const lure = suspicionOf(unit);
    return lure === null ? [] : [{ unit, lure, unasked, judged_with: rulesFingerprint }];
  });
}

/** What of a transaction's spam its step can tell. */
export interface LuredColumns {
  /** A lure's message that came unasked, with a little ADA and nothing else. */
  readonly lured: boolean;
  /** It is spam where all of these are: it brought them, unasked, and little else. Null where it brought anything else. */
  readonly lures: readonly string[] | null;
}

export function luredColumns(row: Row, lures: ReadonlySet<string>): LuredColumns {
  const { isUnasked, isBait } = row.transaction.likeness;
  if (!isUnasked || row.flows.length === 0) return { lured: false, lures: null };
  const sums = quantities(row);
  const units = [...sums.keys()].filter((unit) => unit !== lovelace);
  const brought = sums.get(lovelace) ?? 0n;
  if (units.length === 0) return { lured: isBait && brought <= memoLovelace, lures: null };
  const isLure = brought <= carriageLovelace && units.every((unit) => lures.has(unit));
  return { lured: false, lures: isLure ? units : null };
}

/** Over all places. */
function quantities({ flows }: Row): Map<Unit, bigint> {
  const sums = new Map<Unit, bigint>();
  for (const { unit, netChange } of flows) sums.set(unit, (sums.get(unit) ?? 0n) + netChange);
  return sums;
}
