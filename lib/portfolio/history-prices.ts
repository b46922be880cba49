import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { limits } from "@/lib/contract/limits";
import { env } from "@/lib/env";
import { invalidRequest } from "@/lib/http/as-app-error";
import type { PriceAt } from "@/lib/portfolio/fold-history";
import { ownCurrencies, ownLovelace, ownPriceAt, type OwnPrice } from "@/lib/prices/own-price";
import { readCountedPrices } from "@/lib/prices/read-counted-prices";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

interface Moment {
  readonly unit: Unit;
  /** ms since the epoch. */
  readonly at: number;
  /** Without pools nobody but the person ever said a price. */
  readonly hasPools: boolean;
}

/**
 * What units cost at moments: by the person's own word, else by the pools of then. Throws `invalid_request` for more prices than
 * one answer may ask for.
 */
export async function pricesThen(moments: readonly Moment[], said: readonly OwnPrice[]): Promise<PriceAt> {
  const [own, market] = await Promise.all([ownPrices(moments, said), marketPrices(moments)]);
  return (unit, at) => {
    const word = own(unit, at);
    return word === undefined ? (market(unit, at) ?? null) : word;
  };
}

/** By unit and instant, and not by both as one text: there are tens of thousands. */
class PricesAt {
  readonly #known = new Map<Unit, Map<number, ReturnType<PriceAt>>>();

  readonly at = (unit: Unit, at: number) => this.#known.get(unit)?.get(at);

  set(unit: Unit, at: number, price: ReturnType<PriceAt>): void {
    const ofUnit = this.#known.get(unit) ?? new Map<number, ReturnType<PriceAt>>();
    this.#known.set(unit, ofUnit.set(at, price));
  }
}

async function marketPrices(moments: readonly Moment[]): Promise<PricesAt["at"]> {
  const wanted = env().MARKET === "off" ? [] : moments.filter(({ unit, hasPools }) => hasPools && unit !== lovelace);
  if (wanted.length > limits.historyPrices) {
    const reason = "That takes too many prices: ask for a longer interval, a shorter time or one wallet";
    throw invalidRequest([{ field: "interval", reason }]);
  }
  const found = await readCountedPrices(wanted, Date.now());
  const known = new PricesAt();
  for (const [index, { unit, at }] of wanted.entries()) {
    const price = found[index] ?? null;
    if (price !== null) known.set(unit, at, price);
  }
  return known.at;
}

/**
 * One round trip for each currency that they are in, and none without such a price. Null where the rate is not known by which the
 * person's word is told: then no pool is asked either.
 */
async function ownPrices(moments: readonly Moment[], said: readonly OwnPrice[]): Promise<PricesAt["at"]> {
  const priced = moments.flatMap(({ unit, at }) => {
    const own = ownPriceAt(said, unit, at);
    return own === null ? [] : [{ unit, at, own }];
  });
  const known = new PricesAt();
  for (const currency of ownCurrencies(priced.map(({ own }) => own))) {
    const ofIt = priced.filter(({ own }) => own.currency === currency);
    const rates = await getAdaRates(
      currency,
      ofIt.map(({ at }) => new Date(at)),
      "hour",
    );
    for (const [index, { unit, at, own }] of ofIt.entries()) {
      const rate = rates[index]?.rate ?? null;
      const price = rate && { price: ownLovelace(own, rate), depthLovelace: null, isInTotal: true };
      known.set(unit, at, price);
    }
  }
  return known.at;
}
