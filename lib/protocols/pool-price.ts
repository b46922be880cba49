import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { Pool, StableCurve } from "@/lib/protocols/pool";
import { invariantOf } from "@/lib/protocols/stable-swap";

/** The slope of the curve at the reserves, with D exact to one in its own scale. */
function stablePrice(pool: Pool, { ann, multiples, invariant }: StableCurve, quote: Unit, base: Unit): Fraction {
  const scaled = new Map([...pool.reserves].map(([unit, reserve]) => [unit, reserve * (multiples.get(unit) ?? 1n)]));
  const balances = [...scaled.values()];
  const n = BigInt(balances.length);
  const d = invariant ?? invariantOf(balances, ann);
  const product = balances.reduce((all, balance) => all * balance * n, 1n);
  const [x, y] = [scaled.get(quote) ?? 0n, scaled.get(base) ?? 0n];
  const power = d ** (n + 1n);
  return new Fraction(
    x * (ann * y * product + power) * (multiples.get(base) ?? 1n),
    y * (ann * x * product + power) * (multiples.get(quote) ?? 1n),
  );
}

/**
 * The price without fee and without the trade's own weight: units of `quote` for one unit of `base`, both in the smallest
 * parts, exact. Null where one of them is not in the pool, or none is left of it.
 */
export function priceOf(pool: Pool, quote: Unit, base: Unit): Fraction | null {
  const [x, y] = [pool.reserves.get(quote) ?? 0n, pool.reserves.get(base) ?? 0n];
  if (x <= 0n || y <= 0n || quote === base) return null;
  const { curve } = pool;
  switch (curve.kind) {
    case "product":
      return new Fraction(x, y);
    case "weighted":
      return new Fraction(x * (curve.weights.get(base) ?? 1n), y * (curve.weights.get(quote) ?? 1n));
    case "stable":
      return stablePrice(pool, curve, quote, base);
  }
}
