import Fraction from "fraction.js";
import { countsInTotal } from "@/lib/market/choose-price";
import { hotRank } from "@/lib/market/hot-score";
import { closeBefore, traded24h, type MarketToken } from "@/lib/market/market-token";

/** The orders in which tokens are listed. */
export const rankings = ["hot", "gainers", "losers", "volume", "new"] as const;
export type Ranking = (typeof rankings)[number];

/** Where a token stands in each order, the highest first; null: not in it. Ranks and no money: floats. */
export function ranksOf(token: MarketToken, nowMs: number): Readonly<Record<Ranking, number | null>> {
  const change = reliableChange(token, nowMs);
  const volume = token.price === null ? 0 : Number(traded24h(token, nowMs).volumeLovelace);
  return {
    hot: hotRank(token, nowMs),
    gainers: change > 0 ? change : null,
    losers: change < 0 ? -change : null,
    volume: volume > 0 ? volume : null,
    new: bornAt(token),
  };
}

/** By how much it rose in a day; 0 for what is not known, doubted or unreliable. */
function reliableChange(token: MarketToken, nowMs: number): number {
  const { price, doubted } = token;
  const before = closeBefore(token, nowMs);
  if (price === null || doubted !== null || !countsInTotal(price.class) || before === null) return 0;
  const then = new Fraction(before);
  return then.equals(0) ? 0 : new Fraction(price.price).div(then).sub(1).valueOf();
}

/** When the first pool of it was seen; null where one is older than our own look, or there is none. */
function bornAt({ price, pools }: MarketToken): number | null {
  const births = pools.flatMap((pool) => pool.bornAt ?? []);
  return price === null || births.length === 0 || births.length < pools.length ? null : Math.min(...births);
}
