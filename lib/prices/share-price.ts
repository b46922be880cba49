import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { PriceClass } from "@/lib/market/choose-price";
import { furthestMs, type PastPrice, type PriceRank } from "@/lib/prices/past-price";
import type { PoolAround, PricePoint } from "@/lib/market/price-point";

const classes = ["unreliable", "thin", "firm"] as const satisfies readonly PriceClass[];
const ranks = ["between", "day close", "at height", "output", "fill"] as const satisfies readonly PriceRank[];

/**
 * What a part of a pool cost at an instant: its share of both assets, at what all pools of these say and not the pool alone, as sure
 * as the less sure of all that it is made of. Null where the pool does not tell how many LP tokens there are.
 */
export function sharePrice(at: number, pool: PoolAround, priceAt: (unit: Unit) => PastPrice | null): PastPrice | null {
  const state = stateAt(at, pool);
  if (state === null) return null;
  const { point, rank } = state;
  const [quote, unit] = [priceAt(point.quote), priceAt(point.unit)];
  if (quote === null || unit === null || point.supply === null || point.supply === 0n) return null;
  const value = quote.price.mul(point.reserveQuote).add(unit.price.mul(point.reserveUnit));
  const { dex, poolUnit, txHash, height } = point;
  const legs = point.quote === lovelace ? [unit] : [quote, unit];
  return {
    price: value.div(new Fraction(point.supply)),
    class: leastOf(
      classes,
      legs.map((leg) => leg.class),
    ),
    depthLovelace: value.floor().n,
    rank: leastOf(ranks, [rank, ...legs.map((leg) => leg.rank)]),
    from: { dex, poolUnit, txHash, height },
    at: new Date(point.at).toISOString(),
  };
}

function leastOf<T>(order: readonly T[], values: readonly T[]): T {
  const least = order.find((each) => values.includes(each));
  if (least === undefined) throw new Error("nothing to take the least of");
  return least;
}

/** The pool as it stood, or as it stood nearest to the instant: a share of it changes little by trades. */
function stateAt(at: number, { before, after, close }: PoolAround): { point: PricePoint; rank: PriceRank } | null {
  if (before !== null && before.until >= at) return { point: before, rank: before.at === at ? "output" : "at height" };
  if (close !== null) return { point: close, rank: "day close" };
  const near = [before, after]
    .flatMap((point) => (point === null ? [] : [{ point, away: point === before ? at - point.until : point.at - at }]))
    .filter(({ away }) => away <= furthestMs)
    .toSorted((a, b) => a.away - b.away)[0];
  return near === undefined ? null : { point: near.point, rank: "between" };
}
