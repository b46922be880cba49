import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { unknownToken, type MarketToken } from "@/lib/market/market-token";
import { readPastPrices } from "@/lib/prices/read-past-prices";

/** Tokens as the market would have known them at a past time, by unit, as far as their price then is known. */
export async function pastTokens(units: readonly Unit[], at: Date): Promise<Map<Unit, MarketToken>> {
  const prices = await readPastPrices(units.map((unit) => ({ unit, at })));
  return new Map(
    units.flatMap((unit, index): [Unit, MarketToken][] => {
      const found = prices[index];
      if (found?.from == null) return [];
      const { price, class: priceClass, depthLovelace, from, at: seenAt } = found;
      return [
        [
          unit,
          {
            ...unknownToken(unit),
            price: {
              price: price.toFraction(),
              class: priceClass,
              depthLovelace: depthLovelace.toString(),
              pools: 1,
              from: { ...from, via: null },
              at: seenAt,
            },
          },
        ],
      ];
    }),
  );
}
