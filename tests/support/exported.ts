import Fraction from "fraction.js";
import { lovelace } from "@/lib/cardano/unit";
import type { ExportFormat } from "@/lib/exports/export-format";
import type { ExportRow, Side } from "@/lib/exports/export-row";
import { exportRows, type ExportSource } from "@/lib/exports/export-rows";
import type { ExportSettings } from "@/lib/exports/export-settings";
import type { ExportNotes } from "@/lib/exports/table";
import type { ReadLine, ReadSide } from "@/tests/support/export-readers";

/** All of an export: its bytes, what it could not say, and how many chunks it came in. */
export async function exported(
  format: ExportFormat,
  source: Partial<ExportSource>,
  settings: ExportSettings,
): Promise<{ bytes: Uint8Array; notes: ExportNotes; chunks: number }> {
  const chunks: Uint8Array[] = [];
  const stream = exportRows(format, { rows: [], disposals: [], manifest: "m", ...source }, settings);
  for (let next = await stream.next(); ; next = await stream.next()) {
    if (next.done) return { bytes: new Uint8Array(Buffer.concat(chunks)), notes: next.value, chunks: chunks.length };
    chunks.push(next.value);
  }
}

/** What each unit is called where tools have symbols: by the word of the file's own readers, not of its writer. */
export function symbolsOf(format: ExportFormat, rows: readonly ExportRow[], { numbers }: ExportSettings) {
  const sides = rows.flatMap(({ sent, received, fee }) => [sent, received, fee].flatMap((side) => side ?? []));
  const isWhole = format === "generic" || format === "json";
  return new Map(
    sides.map(({ unit }): [string, string] => {
      if (isWhole) return [unit, unit];
      if (unit === lovelace) return ["ADA", unit];
      return [format === "koinly" ? `NULL${String(numbers.get(unit))}` : String(numbers.get(unit)), unit];
    }),
  );
}

/** The unit that a symbol stands for: `NULL7`, or whatever ends with its number. */
export function unitOfSymbol(symbols: ReadonlyMap<string, string>, symbol: string): string {
  const unit = symbols.get(symbol) ?? symbols.get(/-(\d+)$/.exec(symbol)?.[1] ?? "");
  if (unit === undefined) throw new Error(`Nothing is called ${symbol}`);
  return unit;
}

type Balances = Record<string, string>;

function balancesOf(parts: readonly (readonly [unit: string, amount: Fraction])[]): Balances {
  const sums = new Map<string, Fraction>();
  for (const [unit, amount] of parts) sums.set(unit, (sums.get(unit) ?? new Fraction(0n)).add(amount));
  return Object.fromEntries(
    [...sums]
      .filter(([, amount]) => !amount.equals(0n))
      .map(([unit, amount]) => [unit, amount.toFraction()])
      .sort(),
  ) as Balances;
}

/** What a tool holds after it has read the lines. */
export function readBalances(lines: readonly ReadLine[], symbols: ReadonlyMap<string, string>): Balances {
  const part = (side: ReadSide | null, sign: bigint) =>
    side === null ? [] : [[unitOfSymbol(symbols, side.symbol), side.amount.mul(sign)] as const];
  return balancesOf(
    lines.flatMap(({ sent, received, fee }) => [...part(sent, -1n), ...part(received, 1n), ...part(fee, -1n)]),
  );
}

/** The same of quantities in smallest units, by what is known of decimals. */
export function wholeBalances(
  quantities: Iterable<readonly [unit: string, quantity: bigint]>,
  decimalsOf: (unit: string) => number,
): Balances {
  return balancesOf([...quantities].map(([unit, quantity]) => [unit, inWhole(quantity, decimalsOf(unit))] as const));
}

export const inWhole = (quantity: bigint, decimals: number) => new Fraction(quantity, 10n ** BigInt(decimals));

export const decimalsIn = (rows: readonly ExportRow[]) => {
  const sides = rows.flatMap(({ sent, received, fee }) =>
    [sent, received, fee].flatMap((side): Side[] => (side ? [side] : [])),
  );
  const decimals = new Map(sides.map((side) => [side.unit, side.decimals]));
  return (unit: string) => decimals.get(unit) ?? 0;
};
