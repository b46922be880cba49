import type { Money } from "@/lib/accounting/accounting-event";
import type { Remaining } from "@/lib/accounting/outcome";

/** So much of one asset that came by one event. */
export interface Lot {
  /** The event that made it. */
  readonly id: string;
  readonly acquiredAt: number;
  /** The event's place in the history, where two are of the same time. */
  readonly order: number;
  readonly quantity: bigint;
  /** What it cost, fees included. */
  readonly cost: Money;
  /** What one unit cost when it came: the same for as long as anything is left. */
  readonly unitCost: Money;
  /** What one unit cost without fees. */
  readonly price: Money;
}

/** Coins that are all alike, with what all of them cost. */
export type Pooled = Pick<Lot, "quantity" | "cost">;

/** What left a holding: of a lot, or of a pool, which knows no lots. */
export interface Taken {
  readonly lot: Lot | null;
  readonly quantity: bigint;
  readonly basis: Money;
}

/** What is held of an asset, and by what rule it leaves. */
export interface Holding {
  add(lot: Lot): void;
  /** At most so much, in the order of the method; less where there is less. */
  take(quantity: bigint): Taken[];
  split(numerator: bigint, denominator: bigint): void;
  remaining(): Pick<Remaining, "lotId" | "acquiredAt" | "quantity" | "costBasis">[];
  /** What another one of the same method is made of that goes on from here. */
  state(): readonly Lot[] | Pooled;
}

/** Throws a RangeError where a unit would be broken. */
export function splitQuantity(quantity: bigint, numerator: bigint, denominator: bigint): bigint {
  const product = quantity * numerator;
  if (product % denominator !== 0n) throw new RangeError("A split leaves a part of a smallest unit");
  return product / denominator;
}
