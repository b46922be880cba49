import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { Amounts } from "@/lib/ledger/amounts";

/** By unit, in smallest parts: assets as far as more was put in than came back; of the LP token, the other way round, less than nothing. */
export type HandedToPool = ReadonlyMap<Unit, bigint>;

/** What liquidity came to beside merely keeping what was put in, its fees included. */
export interface AgainstHolding {
  /** What there is now more, or less, of each asset, with what came back before. */
  readonly differences: Amounts;
  /** The same by the pool's price, as a share of what would be held; null where its price is not its reserves' ratio. */
  readonly share: Fraction | null;
}

interface Shared {
  readonly lp: Unit;
  readonly quantity: bigint;
  /** Each asset's part of the pool. */
  readonly parts: Amounts;
  /** Of a pool of two assets that are worth the same there, else null. */
  readonly reserves: Amounts | null;
}

/**
 * Compares a part of a pool with keeping what was put in. Null where not all of these LP tokens came of what this wallet put in,
 * and none of them went elsewhere: then nobody knows what they cost.
 */
export function againstHolding(
  { lp, quantity, parts, reserves }: Shared,
  handed: HandedToPool | undefined,
): AgainstHolding | null {
  if (handed?.get(lp) !== -quantity) return null;
  const units = [...new Set([...parts.keys(), ...handed.keys()])].filter((unit) => unit !== lp);
  const differences = new Map(units.map((unit) => [unit, (parts.get(unit) ?? 0n) - (handed.get(unit) ?? 0n)]));
  const worth = reserves === null ? null : worthBy(reserves);
  const held = worth?.(new Map(units.map((unit) => [unit, handed.get(unit) ?? 0n]))) ?? null;
  const more = worth?.(differences) ?? null;
  return { differences, share: held === null || more === null || held.n === 0n || held.s < 0n ? null : more.div(held) };
}

/** What amounts are worth in the first asset of a pool whose two sides are worth the same; null where it lacks one of them. */
function worthBy(reserves: Amounts): ((amounts: Amounts) => Fraction | null) | null {
  const [first, second, ...more] = [...reserves];
  if (first === undefined || second === undefined || more.length > 0 || second[1] === 0n) return null;
  const prices = new Map([
    [first[0], new Fraction(1)],
    [second[0], new Fraction(first[1], second[1])],
  ]);
  return (amounts) =>
    [...amounts].reduce<Fraction | null>((sum, [unit, quantity]) => {
      const price = prices.get(unit);
      return sum === null || price === undefined ? null : sum.add(price.mul(quantity));
    }, new Fraction(0));
}
