import { sumByUnit, type Amounts } from "@/lib/ledger/amounts";
import type { Unit } from "@/lib/cardano/brand";
import { truncated, type Entry } from "@/lib/exports/entry";
import type { ExportRow } from "@/lib/exports/export-row";
import type { ExportSettings } from "@/lib/exports/export-settings";
import type { Cell } from "@/lib/exports/sheet";

/** How a tool wants its table. */
export interface TableFormat {
  readonly header: readonly string[];
  /** The lines of a row by the tool's rules. */
  readonly entries: (row: ExportRow, settings: ExportSettings) => readonly Entry[];
  /** One for each column. */
  readonly cells: (entry: Entry, settings: ExportSettings) => readonly Cell[];
  /** Amounts are cut to so many, towards zero. */
  readonly mostDecimals?: number;
}

/** What a file could not say. */
export interface ExportNotes {
  /** By unit: what came less what went, as far as it lay below the decimals that the tool takes. */
  readonly residue: Amounts;
}

export type Streamed<T> = AsyncIterable<T> | Iterable<T>;

/** The lines of a table, its header first. Answers with what it could not say. */
export async function* tableLines(
  { header, entries, cells, mostDecimals }: TableFormat,
  rows: Streamed<ExportRow>,
  settings: ExportSettings,
): AsyncGenerator<readonly Cell[], ExportNotes> {
  const residue = new Map<Unit, bigint>();
  yield header;
  for await (const row of rows)
    for (const entry of entries(row, settings)) {
      const told = mostDecimals === undefined ? entry : truncated(entry, mostDecimals);
      if (told !== entry)
        for (const [unit, quantity] of residueOf(entry, told)) residue.set(unit, (residue.get(unit) ?? 0n) + quantity);
      if (told.sent !== null || told.received !== null || told.fee !== null) yield cells(told, settings);
    }
  return { residue };
}

/** Came less went, as it was and not as it is told. */
function residueOf(entry: Entry, told: Entry): Amounts {
  const parts = (["sent", "received", "fee"] as const).flatMap((place) => {
    const whole = entry[place];
    if (whole === null) return [];
    const kept = told[place];
    const left = whole.quantity - (kept?.quantity ?? 0n) * 10n ** BigInt(whole.decimals - (kept?.decimals ?? 0));
    return [{ unit: whole.unit as Unit, quantity: place === "received" ? left : -left }];
  });
  return sumByUnit(parts);
}
