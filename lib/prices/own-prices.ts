import "server-only";
import type Fraction from "fraction.js";
import { z } from "zod";
import { derived } from "@/lib/cache/derived";
import type { Unit } from "@/lib/cardano/brand";
import type { Currency } from "@/lib/contract/rates";
import { userDb } from "@/lib/db";
import { ownCurrencies, ownLovelace, ownPrice, ownPriceAt, type OwnPrice } from "@/lib/prices/own-price";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

/** Everything that the person says that tokens cost; from the cache while that is fresh. */
export function readOwnPrices(userId: string): Promise<OwnPrice[]> {
  return derived(userId, "own-prices", z.array(ownPrice), () => readRows(userId));
}

function readRows(userId: string): Promise<OwnPrice[]> {
  return userDb(userId).$queryRaw<OwnPrice[]>`
    SELECT unit, is_day AS "isDay", (extract(epoch FROM at) * 1000)::bigint::float8 AS at, trim_scale(price)::text AS price, currency, decimals
    FROM own_price WHERE user_id = ${userId}::uuid ORDER BY unit, at`;
}

/** The person's word for a moment. */
export interface SaidThen {
  readonly said: OwnPrice;
  /** Lovelace for one smallest part; null where the rate of its currency is not known then. */
  readonly price: Fraction | null;
}

interface Asked {
  readonly unit: Unit;
  readonly at: Date;
}

/**
 * What a person says that units cost at moments, in the order asked; null where they say nothing. One round trip for each currency
 * but ada that they said such prices in.
 */
export async function saidThen(prices: readonly OwnPrice[], asked: readonly Asked[]): Promise<(SaidThen | null)[]> {
  const said = asked.map(({ unit, at }) => ownPriceAt(prices, unit, at.getTime()));
  const rates = new Map(
    await Promise.all(ownCurrencies(said).map(async (each) => [each, await ratesOf(each, asked, said)] as const)),
  );
  return said.map((own, index) => {
    if (own === null) return null;
    const rate = rates.get(own.currency)?.get(index) ?? null;
    return { said: own, price: rate && ownLovelace(own, rate) };
  });
}

/** What an ada cost at the moments whose price is in that currency, by their places among all. */
async function ratesOf(currency: Currency, asked: readonly Asked[], said: readonly (OwnPrice | null)[]) {
  const moments = asked.flatMap(({ at }, index) => (said[index]?.currency === currency ? [{ at, index }] : []));
  const rates = await getAdaRates(
    currency,
    moments.map(({ at }) => at),
    "hour",
  );
  return new Map(moments.map(({ index }, place) => [index, rates[place]?.rate ?? null]));
}
