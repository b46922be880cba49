import type { Unit } from "@/lib/cardano/brand";

/** Quantities by unit, of either sign, none of them zero. */
export type Amounts = ReadonlyMap<Unit, bigint>;

interface Quantity {
  readonly unit: Unit;
  readonly quantity: bigint;
}

/** Sums by unit, with what comes to nothing left out. */
export function sumOf(values: Iterable<Amounts>): Map<Unit, bigint> {
  const sums = new Map<Unit, bigint>();
  for (const value of values) {
    for (const [unit, quantity] of value) sums.set(unit, (sums.get(unit) ?? 0n) + quantity);
  }
  return withoutZeros(sums);
}

/** The same of single quantities. */
export function sumByUnit(parts: Iterable<Quantity>): Map<Unit, bigint> {
  const sums = new Map<Unit, bigint>();
  for (const { unit, quantity } of parts) sums.set(unit, (sums.get(unit) ?? 0n) + quantity);
  return withoutZeros(sums);
}

function withoutZeros(sums: Map<Unit, bigint>): Map<Unit, bigint> {
  for (const [unit, quantity] of sums) if (quantity === 0n) sums.delete(unit);
  return sums;
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

/** What `a` holds beyond `b`, negative where it holds less. */
export function differenceOf(a: Amounts, b: Amounts): Map<Unit, bigint> {
  return sumOf([a, new Map([...b].map(([unit, quantity]) => [unit, -quantity]))]);
}

/** The quantities of one sign, as sizes. */
export function sizesOf(amounts: Amounts, sign: "positive" | "negative"): Map<Unit, bigint> {
  const wanted = [...amounts].filter(([, amount]) => (sign === "positive" ? amount > 0n : amount < 0n));
  return new Map(wanted.map(([unit, amount]) => [unit, amount < 0n ? -amount : amount]));
}
