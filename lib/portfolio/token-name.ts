import { readAssetName } from "@/lib/cardano/asset-name";
import type { Unit } from "@/lib/cardano/brand";
import { adaDecimals, formatAmountGrouped } from "@/lib/cardano/amount";
import { splitUnit } from "@/lib/cardano/unit";

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
  /** Null until somebody has looked: a quantity is then a number of raw units, whatever those are worth. */
  readonly decimals: number | null;
}

/** What to call a unit: as the registry does, else by its asset name, of which bytes that are no text are `0x…`; null for an empty one. */
export function labelOf(unit: string, token: TokenColumns): TokenLabel {
  const parts = splitUnit(unit as Unit);
  if (parts === null) return { name: "Cardano", ticker: "ADA", decimals: adaDecimals };
  const { text, isText, label } = readAssetName(parts.assetName);
  const readable = text === "" ? null : isText ? text : `0x${text}`;
  // One of its kind, and what only carries a datum, has none whoever looks.
  const decimals = token.decimals ?? (label === "nft" || label === "reference" ? 0 : null);
  return { name: token.tokenName ?? readable, ticker: token.ticker, decimals };
}

/** Amounts by unit as the contract shows them, in the order given. */
export function namedAmounts(amounts: Iterable<readonly [Unit, bigint]>, tokens: ReadonlyMap<string, TokenColumns>) {
  return [...amounts].map(([unit, quantity]) => ({
    unit,
    quantity: quantity.toString(),
    ...labelOf(unit, tokens.get(unit) ?? unknownToken),
  }));
}

/** Says amounts of those of the units whose decimals are known: `2,726.65 MIN`. */
export function tellerOf(tokens: ReadonlyMap<string, TokenColumns>) {
  return (unit: Unit, quantity: bigint): string | null => {
    const { ticker, name, decimals } = labelOf(unit, tokens.get(unit) ?? unknownToken);
    if (decimals === null) return null;
    return `${formatAmountGrouped(quantity, decimals)} ${ticker ?? name ?? "of an unnamed token"}`;
  };
}
