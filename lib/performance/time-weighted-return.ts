import Fraction from "fraction.js";
import { nothing } from "@/lib/accounting/money";
import type { Rate } from "@/lib/performance/rate";

/** What all was worth just before money came or went, and how much that was (> 0: came). */
export interface ValuedFlow {
  readonly valueBefore: Fraction | null;
  readonly amount: Fraction;
}

const one = new Fraction(1n);

/**
 * What one unit of money became that lay there for all of the range, whatever came and went: the growth between flows, chained. While
 * nothing lies there nothing grows. Right to 45 digits of the growth for ten thousand flows.
 *
 * @param flows in the order of time
 * @returns "unknown value" where a value is missing; "no capital" where something became of nothing, or nothing was ever there
 */
export function timeWeightedReturn(
  startValue: Fraction,
  flows: readonly ValuedFlow[],
  endValue: Fraction,
): Rate<"unknown value" | "no capital"> {
  let [growth, invested, wasInvested] = [one, startValue, false];
  for (const { valueBefore, amount } of [...flows, { valueBefore: endValue, amount: nothing }]) {
    if (valueBefore === null) return { rate: null, reason: "unknown value" };
    if (invested.compare(0n) > 0) {
      if (!valueBefore.equals(invested)) growth = cut(growth.mul(valueBefore).div(invested));
      wasInvested = true;
    } else if (invested.compare(0n) < 0 || valueBefore.compare(0n) !== 0) return { rate: null, reason: "no capital" };
    invested = valueBefore.add(amount);
  }
  return wasInvested ? { rate: growth.sub(one), reason: null } : { rate: null, reason: "no capital" };
}

/** To fifty digits: a chain of fractions would become a fraction without end. */
function cut({ s, n, d }: Fraction): Fraction {
  const smaller = Math.max(0, d.toString().length - n.toString().length);
  const scale = 10n ** BigInt(50 + smaller);
  return new Fraction((s * n * scale) / d, scale);
}
