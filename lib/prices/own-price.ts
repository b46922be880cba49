import Fraction from "fraction.js";
import { z } from "zod";
import { adaDecimals } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { currencyCode, type Currency } from "@/lib/contract/rates";
import { dayMs } from "@/lib/rates/instants";

/** What a person says that a token costs: from a time on, or on one UTC day. */
export const ownPrice = z.object({
  unit: z.string(),
  isDay: z.boolean(),
  /** ms since the epoch: from when on, or when the day begins. */
  at: z.int(),
  /** A decimal: of one as `decimals` count it, in the currency. */
  price: z.string(),
  currency: currencyCode,
  decimals: z.int(),
});
export type OwnPrice = z.output<typeof ownPrice>;

/** The person's word for a moment: that of its day, else the newest from a time on; null where they said nothing. */
export function ownPriceAt(prices: readonly OwnPrice[], unit: Unit, at: number): OwnPrice | null {
  const own = prices.filter((price) => price.unit === unit && price.at <= at);
  const ofDay = own.find((price) => price.isDay && at < price.at + dayMs);
  const fromTime = own.filter(({ isDay }) => !isDay).toSorted((a, b) => b.at - a.at);
  return ofDay ?? fromTime[0] ?? null;
}

/**
 * Lovelace for one smallest part of the unit, exact.
 * @param rate units of the price's currency for an ada, above zero
 */
export const ownLovelace = ({ price, decimals }: OwnPrice, rate: Fraction): Fraction =>
  new Fraction(price)
    .div(rate)
    .mul(10n ** BigInt(adaDecimals))
    .div(10n ** BigInt(decimals));

/** The price of one as it is counted now, in the currency in which it was said. */
export const ownPriceOfOne = ({ price, decimals }: OwnPrice, countedNow: number): Fraction =>
  new Fraction(price).mul(10n ** BigInt(countedNow)).div(10n ** BigInt(decimals));

/** The currencies that own prices of some moments are in, each once; ada needs no rate. */
export const ownCurrencies = (prices: readonly (OwnPrice | null)[]): Currency[] => [
  ...new Set(prices.flatMap((price) => (price === null ? [] : [price.currency]))),
];
