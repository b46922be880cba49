import Fraction from "fraction.js";
import { lovelace, splitUnit } from "@/lib/cardano/unit";
import type { Unit } from "@/lib/cardano/brand";
import type { PoolLine } from "@/lib/market/pool-line";

const significantDigits = 6;

/** A price as a decimal number, to six digits or to the unit. */
function decimal(numerator: string, denominator: string): string {
  const places = Math.max(0, denominator.length - numerator.length + significantDigits);
  return new Fraction(BigInt(numerator), BigInt(denominator)).round(places).toString(places);
}

/** The name where it is plain text, else the beginning of the policy. */
function shortName(unit: Unit): string {
  const parts = splitUnit(unit);
  if (parts === null) return "ADA";
  const name = Buffer.from(parts.assetName, "hex").toString("latin1");
  return /^[\w.$-]{2,16}$/.test(name) ? name : `${parts.policyId.slice(0, 8)}…`;
}

function adaOf(lovelaceText: string): string {
  return `${BigInt(lovelaceText) / 1_000_000n} ADA`;
}

/** One pool a row, for people: prices are in the smallest parts of A for one of B. */
export function priceTable(lines: readonly PoolLine[]): string {
  const rows = lines.map((line) => [
    line.dex,
    `${shortName(line.unitB)}/${shortName(line.unitA)}`,
    decimal(line.priceNumerator, line.priceDenominator),
    line.unitA === lovelace ? adaOf(line.reserveA) : "",
    line.class,
    `${line.txHash.slice(0, 8)}#${line.index}`,
  ]);
  const all = [["DEX", "pair", "price", "depth", "class", "output"], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function counted(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([text, count]) => `  ${text.padEnd(24)} ${count}`);
}

/** How many pools of which DEX and class were read, and why others were not. */
export function priceSummary(transactions: number, lines: readonly PoolLine[], reasons: readonly string[]): string {
  const parts = [
    `${transactions} transactions, ${lines.length} pools`,
    "By DEX",
    ...counted(lines.map(({ dex }) => dex)),
    "By class",
    ...counted(lines.map((line) => line.class)),
  ];
  if (reasons.length > 0) parts.push(`Not pools: ${reasons.length}`, ...counted(reasons));
  return parts.join("\n");
}
