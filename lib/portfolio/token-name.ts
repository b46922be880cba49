import { readAssetName } from "@/lib/cardano/asset-name";
import type { Unit } from "@/lib/cardano/brand";
import { adaDecimals, formatAmountGrouped } from "@/lib/cardano/amount";
import { lovelace, splitUnit } from "@/lib/cardano/unit";

/** What the `token` table says of a unit; every field is null where it has no such row. */
export interface TokenColumns {
  readonly tokenName: string | null;
  readonly ticker: string | null;
  readonly decimals: number | null;
}

export const unknownToken: TokenColumns = { tokenName: null, ticker: null, decimals: null };

export interface TokenLabel {
  readonly name: string | null;
  readonly ticker: string | null;
  readonly decimals: number;
}

/** What to call a unit: as the registry does, else by the readable part of its asset name; null where it has neither. */
export function labelOf(unit: string, token: TokenColumns): TokenLabel {
  if (unit === lovelace) return { name: "Cardano", ticker: "ADA", decimals: adaDecimals };
  return { name: token.tokenName ?? readableName(unit), ticker: token.ticker, decimals: token.decimals ?? 0 };
}

/** Amounts by unit as the contract shows them, in the order given. */
export function namedAmounts(amounts: Iterable<readonly [Unit, bigint]>, tokens: ReadonlyMap<string, TokenColumns>) {
  return [...amounts].map(([unit, quantity]) => ({
    unit,
    quantity: quantity.toString(),
    ...labelOf(unit, tokens.get(unit) ?? unknownToken),
  }));
}

/** Says amounts of those of the units that the `token` table knows: `2,726.65 MIN`. */
export function tellerOf(tokens: ReadonlyMap<string, TokenColumns>) {
  return (unit: Unit, quantity: bigint): string | null => {
    const token = tokens.get(unit);
    if (token === undefined || token.decimals === null) return null;
    const { ticker, name, decimals } = labelOf(unit, token);
    return `${formatAmountGrouped(quantity, decimals)} ${ticker ?? name ?? "of an unnamed token"}`;
  };
}

function readableName(unit: string): string | null {
  const parts = splitUnit(unit as Unit);
  if (parts === null) return null;
  const { text } = readAssetName(parts.assetName);
  return text === "" ? null : text;
}
