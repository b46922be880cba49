import Fraction from "fraction.js";
import type { Money } from "@/lib/accounting/accounting-event";

export const nothing = new Fraction(0n);

/** Unknown as soon as one of the two is. */
export const plus = (a: Money, b: Money): Money => (a === null || b === null ? null : a.add(b));

/** Unknown as soon as one of the two is. */
export const minus = (a: Money, b: Money): Money => (a === null || b === null ? null : a.sub(b));

/** Money is shared out in parts of thirty decimals: in thirds of thirds it would become fractions without end. */
const parts = 10n ** 30n;

/** `part / whole` of it, cut to thirty decimals; nothing of nothing. Whoever keeps the rest keeps what was cut. */
export function share(money: Money, part: bigint, whole: bigint): Money {
  if (part === 0n) return nothing;
  if (money === null || part === whole) return money;
  return new Fraction((money.s * money.n * part * parts) / (money.d * whole), parts);
}

const priceParts = 10n ** 60n;

/** What one smallest part costs, cut to sixty decimals: sums of all that is worth something by it stay short. */
export function priceOfOne({ s, n, d }: Fraction, quantity: bigint): Fraction {
  return new Fraction((s * n * priceParts) / (d * quantity), priceParts);
}

/** Nothing where there are none. */
export const sum = (parts: readonly Money[]): Money => parts.reduce(plus, nothing);

/** What falls to each of some things by their weights, in their order: all of it, whatever the weights come to. */
export function byWeight(money: Money, things: readonly { readonly weight: Fraction }[]): Money[] {
  const all = things.reduce((total, { weight }) => total.add(weight), nothing);
  let [weight, given] = [nothing, nothing as Money];
  return things.map((thing) => {
    weight = weight.add(thing.weight);
    const until = share(money, weight.n * all.d, all.n * weight.d);
    const part = minus(until, given);
    given = until;
    return part;
  });
}

/** False where nobody knows. */
export const isZero = (money: Money): boolean => money?.equals(0n) ?? false;
