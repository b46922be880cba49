import type { Unit } from "@/lib/cardano/brand";
import { productPayout } from "@/lib/protocols/constant-product";
import type { Pool } from "@/lib/protocols/pool";
import { stablePayout } from "@/lib/protocols/stable-swap";
import { weightedPayout } from "@/lib/protocols/weighted-pool";

/**
 * What a pool pays in `taken` for an amount of `given`, to the unit as its contract computes it, the batcher's fee left
 * out. Zero where too little goes in to buy one unit; null where the pool does not trade the pair.
 */
export function payoutOf(pool: Pool, amount: bigint, given: Unit, taken: Unit): bigint | null {
  const [reserveIn, reserveOut] = [pool.reserves.get(given), pool.reserves.get(taken)];
  const fee = pool.fees.get(given);
  if (reserveIn === undefined || reserveOut === undefined || fee === undefined || given === taken) return null;
  if (reserveIn <= 0n || reserveOut <= 0n) return null;
  if (amount <= 0n) return 0n;
  const { curve } = pool;
  const partOf = (parts: ReadonlyMap<Unit, bigint>, unit: Unit) => parts.get(unit) ?? 1n;
  switch (curve.kind) {
    case "product":
      return productPayout(amount, reserveIn, reserveOut, fee);
    case "weighted":
      return weightedPayout(
        amount,
        { reserve: reserveIn, weight: partOf(curve.weights, given) },
        { reserve: reserveOut, weight: partOf(curve.weights, taken) },
        fee,
      );
    case "stable": {
      // Rules for more than two like assets are known of no pool that exists.
      if (pool.reserves.size !== 2) return null;
      const { ann, invariant, multiples } = curve;
      const scale = { multipleIn: partOf(multiples, given), multipleOut: partOf(multiples, taken) };
      return stablePayout(curve.rule, { amount, reserveIn, reserveOut, ...scale, ann, invariant, fee });
    }
  }
}
