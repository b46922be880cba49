import type { Holding, HoldingsAnswer } from "@/lib/contract/holdings";
import { assetLabel } from "./asset-label";

export type PlaceSplit = Readonly<Record<"wallet" | "contract", bigint>>;
const nowhere: PlaceSplit = { wallet: 0n, contract: 0n };

/** Quantity of each unit at each kind of place, all credentials of a kind together. */
export function placesByUnit(places: HoldingsAnswer["places"]): ReadonlyMap<string, PlaceSplit> {
  const split = new Map<string, PlaceSplit>();
  for (const { unit, place, quantity } of places) {
    const before = split.get(unit) ?? nowhere;
    split.set(unit, { ...before, [place]: before[place] + BigInt(quantity) });
  }
  return split;
}

export function splitOf(places: ReadonlyMap<string, PlaceSplit>, unit: string): PlaceSplit {
  return places.get(unit) ?? nowhere;
}

/** Holdings whose name, ticker, policy or unit contains the text, upper and lower case alike. */
export function matchHoldings(holdings: readonly Holding[], text: string): Holding[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [...holdings];
  return holdings.filter((holding) => {
    const label = assetLabel(holding);
    const searched = [label.short, label.long, holding.ticker, holding.name, holding.unit, holding.fingerprint];
    return searched.some((part) => part?.toLowerCase().includes(wanted));
  });
}
