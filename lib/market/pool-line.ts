import type { TxHash, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { depthClass, type DepthClass } from "@/lib/market/depth-class";
import type { MadePool } from "@/lib/market/transaction-pools";
import type { Pool } from "@/lib/protocols/pool";
import { priceOf } from "@/lib/protocols/pool-price";

/** One pool output in JSON. Amounts are decimal strings in the smallest parts. */
export interface PoolLine {
  readonly txHash: TxHash;
  readonly index: number;
  readonly dex: string;
  readonly poolUnit: Unit;
  /** `lovelace` where the pool has an ADA side, else as the pool orders its assets. */
  readonly unitA: Unit;
  readonly unitB: Unit;
  readonly reserveA: string;
  readonly reserveB: string;
  /** Units of A for one unit of B, reduced. */
  readonly priceNumerator: string;
  readonly priceDenominator: string;
  /** What is kept of A, and of B, that goes in; not reduced. */
  readonly feeIn: { readonly a: string; readonly b: string };
  readonly class: DepthClass;
}

/** The pair that a pool is priced by: ADA first, where it is one of the assets. */
function pairOf({ reserves }: Pool): [Unit, Unit] | null {
  const units = [...reserves.keys()];
  const [a, b] = reserves.has(lovelace) ? [lovelace, ...units.filter((unit) => unit !== lovelace)] : units;
  return a === undefined || b === undefined ? null : [a, b];
}

/** Null where there is nothing to price. */
export function poolLine(txHash: TxHash, { index, pool }: MadePool): PoolLine | null {
  const pair = pairOf(pool);
  const price = pair === null ? null : priceOf(pool, pair[0], pair[1]);
  if (pair === null || price === null) return null;
  const [unitA, unitB] = pair;
  const reserve = (unit: Unit) => (pool.reserves.get(unit) ?? 0n).toString();
  const fee = (unit: Unit) => {
    const { numerator, denominator } = pool.fees.get(unit) ?? { numerator: 0n, denominator: 1n };
    return `${numerator}/${denominator}`;
  };
  return {
    txHash,
    index,
    dex: pool.dex,
    poolUnit: pool.poolUnit,
    unitA,
    unitB,
    reserveA: reserve(unitA),
    reserveB: reserve(unitB),
    priceNumerator: price.n.toString(),
    priceDenominator: price.d.toString(),
    feeIn: { a: fee(unitA), b: fee(unitB) },
    class: depthClass(pool.reserves.get(lovelace) ?? null),
  };
}
