import { lovelace, splitUnit } from "@/lib/cardano/unit";
import type { Unit } from "@/lib/cardano/brand";
import type { Side } from "@/lib/exports/export-row";
import type { ExportSettings } from "@/lib/exports/export-settings";

/** What a unit is called in a file. */
export type SymbolOf = (unit: Pick<Side, "unit" | "ticker">, settings: ExportSettings) => string;

/** Of a ticker; commodities of beancount have 24 letters, and a number wants its own. */
const mostLetters = 12;
/** Of a ticker in a description, as its issuer wrote it. */
const mostTickerLength = 32;

/** `NULL7`: a tool must not take a token for another one that has its ticker. */
export const nullSymbol: SymbolOf = ({ unit }, settings) =>
  settings.symbols.get(unit) ?? (unit === lovelace ? "ADA" : `NULL${numberOf(unit, settings)}`);

/** `MIN-7`: readable, and never the ticker of anything else. */
export const numberedSymbol: SymbolOf = ({ unit, ticker }, settings) =>
  settings.symbols.get(unit) ?? (unit === lovelace ? "ADA" : `${lettersOf(ticker)}-${numberOf(unit, settings)}`);

/** What the units of a row truly are, by what the file calls them: `MIN-7 is "MIN" 29d2….4d494e`. */
export function identities(
  sides: readonly (Side | null)[],
  symbolOf: SymbolOf,
  settings: ExportSettings,
): readonly string[] {
  const told = sides.flatMap((side) => {
    const parts = side === null ? null : splitUnit(side.unit as Unit);
    if (side === null || parts === null) return [];
    const ticker = side.ticker === null ? "" : `"${side.ticker.slice(0, mostTickerLength)}" `;
    return [`${symbolOf(side, settings)} is ${ticker}${parts.policyId}.${parts.assetName}`];
  });
  return [...new Set(told)];
}

function lettersOf(ticker: string | null): string {
  const letters = (ticker ?? "").toUpperCase().replace(/[^A-Z0-9]/g, "");
  const named = /^[A-Z]/.test(letters) ? letters : `TOKEN${letters}`;
  return named.slice(0, mostLetters);
}

function numberOf(unit: string, { numbers }: ExportSettings): number {
  const number = numbers.get(unit);
  if (number === undefined) throw new RangeError(`No number was given to ${unit}`);
  return number;
}
