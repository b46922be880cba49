import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { MarketPool } from "@/lib/contract/market";
import { choosePrice } from "@/lib/market/choose-price";
import { priceText } from "@/lib/market/decimal-text";
import { seenPools, type MarketToken } from "@/lib/market/market-token";
import { priceCandidates, type SeenPool } from "@/lib/market/price-candidates";
import { adaText } from "@/lib/portfolio/market-row";
import { labelOf, unknownToken, type TokenColumns } from "@/lib/portfolio/token-name";
import type { Fee, Pool } from "@/lib/protocols/pool";
import { protocolName } from "@/lib/protocols/registry";

interface PoolsView {
  /** Pools by which stable coins cost what they do. */
  readonly quotes: readonly SeenPool[];
  readonly names: ReadonlyMap<string, TokenColumns>;
  /** The currency for one of the token, for a lovelace for a smallest part of it; null where it is not known. */
  readonly one: Fraction | null;
  readonly nowMs: number;
}

/** What a token's pools hold, and which of them its price is the median of: the computation, opened. The deepest first. */
export function marketPools(token: MarketToken, { quotes, names, one, nowMs }: PoolsView): MarketPool[] {
  const seen = seenPools(token.pools, nowMs);
  const candidates = priceCandidates(token.unit, [...seen, ...quotes]);
  const counted = new Set(choosePrice(candidates)?.among.map(({ poolUnit }) => poolUnit));
  const rows = seen.map(({ pool, txHash, height }) => {
    const said = candidates.find(({ poolUnit }) => poolUnit === pool.poolUnit);
    return {
      depthLovelace: said?.depthLovelace ?? 0n,
      row: {
        dex: pool.dex,
        dexName: protocolName(pool.dex),
        poolUnit: pool.poolUnit,
        txHash,
        height,
        reserves: reservesOf(pool, token.unit, names),
        price: said === undefined || one === null ? null : priceText(said.price.mul(one)),
        depthAda: said === undefined ? null : adaText(said.depthLovelace),
        fee: feeOf(pool, said?.via ?? lovelace),
        counted: counted.has(pool.poolUnit),
        via: said?.via ?? null,
      },
    };
  });
  return rows.toSorted((a, b) => Number(b.depthLovelace - a.depthLovelace)).map(({ row }) => row);
}

/** The token's own side last. */
function reservesOf({ reserves }: Pool, unit: Unit, names: PoolsView["names"]): MarketPool["reserves"] {
  const sides = [...reserves].toSorted(([a], [b]) => Number(a === unit) - Number(b === unit));
  return sides.map(([side, quantity]) => ({
    unit: side,
    quantity: quantity.toString(),
    ...labelOf(side, names.get(side) ?? unknownToken),
  }));
}

/** What is kept of what one buys the token with. */
function feeOf({ fees }: Pool, paidWith: Unit): string | null {
  const fee: Fee | undefined = fees.get(paidWith) ?? [...fees.values()][0];
  return fee === undefined ? null : priceText(new Fraction(fee.numerator, fee.denominator));
}
