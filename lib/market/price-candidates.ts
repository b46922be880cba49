import Fraction from "fraction.js";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { choosePrice, type PriceCandidate } from "@/lib/market/choose-price";
import { stableCoins } from "@/lib/market/stable-coins";
import { priceOf } from "@/lib/protocols/pool-price";
import type { FoundPool } from "@/lib/protocols/read-pool";

/** A pool as a transaction left it. */
export interface SeenPool {
  readonly pool: FoundPool;
  readonly txHash: TxHash;
  /** Null where nobody asked for it yet. */
  readonly height: number | null;
  /** Made less than a week before, or with at least half of the token in it: whoever made it may be all of its market. */
  readonly isUnproven: boolean;
}

/**
 * What a unit costs by each pool that trades it against ADA, or against a stable coin that other pools trade against ADA.
 * Never more than this one hop, and by unit alone: a ticker says nothing.
 */
export function priceCandidates(unit: Unit, pools: readonly SeenPool[]): PriceCandidate[] {
  const quotes = [...stableCoins].filter((quote) => quote !== unit);
  return [...directCandidates(unit, pools), ...quotes.flatMap((quote) => hopCandidates(unit, quote, pools))];
}

function directCandidates(unit: Unit, pools: readonly SeenPool[]): PriceCandidate[] {
  return pools.flatMap((seen) => {
    const price = priceOf(seen.pool, lovelace, unit);
    const depthLovelace = seen.pool.reserves.get(lovelace) ?? 0n;
    return price === null ? [] : [{ ...provenance(seen), price, depthLovelace, via: null }];
  });
}

function hopCandidates(unit: Unit, quote: Unit, pools: readonly SeenPool[]): PriceCandidate[] {
  const hops = pools.filter(
    ({ pool: { reserves } }) => reserves.has(unit) && reserves.has(quote) && !reserves.has(lovelace),
  );
  const quoted = hops.length === 0 ? null : choosePrice(directCandidates(quote, pools));
  if (quoted === null) return [];
  return hops.flatMap((seen) => {
    const inQuote = priceOf(seen.pool, quote, unit);
    if (inQuote === null) return [];
    const price = inQuote.mul(quoted.price);
    const sides = [
      quoted.price.mul(seen.pool.reserves.get(quote) ?? 0n),
      price.mul(seen.pool.reserves.get(unit) ?? 0n),
      new Fraction(quoted.depthLovelace),
    ];
    const depthLovelace = sides.reduce((least, side) => (side.lt(least) ? side : least)).floor().n;
    return [{ ...provenance(seen), price, depthLovelace, via: quote }];
  });
}

const provenance = ({ pool: { poolUnit, dex }, txHash, height, isUnproven }: SeenPool) => ({
  poolUnit,
  dex,
  txHash,
  height,
  isUnproven,
});
