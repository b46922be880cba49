import "server-only";
import type Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { Currency } from "@/lib/contract/rates";
import { rateAt, type Rate } from "@/lib/portfolio/rate-at";
import { ownCurrencies, ownLovelace, ownPriceAt, type OwnPrice } from "@/lib/prices/own-price";
import { dayMs } from "@/lib/rates/instants";

/** What a person says that one smallest part of a unit costs, in lovelace. */
export interface OwnWorth {
  /** Null where the rate of the currency that they said it in is not known. */
  readonly now: Fraction | null;
  /** Null, too, where they said nothing of the day before: what the market said then is no earlier word of theirs. */
  readonly dayBefore: Fraction | null;
  /** ISO 8601: from when on it counts. */
  readonly at: string;
}

interface Asked {
  readonly currency: Currency;
  readonly rate: Rate | null;
  /** Null for now. */
  readonly asOf: Date | null;
  readonly nowMs: number;
}

/**
 * The person's own prices of units at a moment, by unit. One round trip for each currency that is neither ada nor the one asked for,
 * and none without such a price.
 */
export async function ownWorthsOf(
  prices: readonly OwnPrice[],
  units: readonly Unit[],
  { currency, rate, asOf, nowMs }: Asked,
): Promise<Map<Unit, OwnWorth>> {
  const said = new Map(
    units.flatMap((unit) => {
      const now = ownPriceAt(prices, unit, nowMs);
      return now === null ? [] : [[unit, { now, dayBefore: ownPriceAt(prices, unit, nowMs - dayMs) }] as const];
    }),
  );
  const currencies = ownCurrencies([...said.values()].flatMap(({ now, dayBefore }) => [now, dayBefore]));
  const rates = new Map<Currency, Rate | null>(
    await Promise.all(
      currencies.map(async (each) => [each, each === currency ? rate : await rateAt(each, asOf)] as const),
    ),
  );
  const lovelaceOf = (price: OwnPrice | null, at: "now" | "dayBefore") => {
    const known = price === null ? null : (rates.get(price.currency)?.[at] ?? null);
    return price === null || known === null ? null : ownLovelace(price, known);
  };
  return new Map(
    [...said].map(([unit, { now, dayBefore }]) => [
      unit,
      {
        now: lovelaceOf(now, "now"),
        dayBefore: lovelaceOf(dayBefore, "dayBefore"),
        at: new Date(now.at).toISOString(),
      },
    ]),
  );
}
