import Fraction from "fraction.js";
import type { ExternalFlow } from "@/lib/performance/performance-of";
import type { Rate } from "@/lib/performance/rate";

export interface InvestedRange {
  /** Milliseconds since 1970, `from` before `to`. */
  readonly from: number;
  readonly to: number;
  readonly startValue: Fraction;
  readonly endValue: Fraction;
  /** In the order of time, within the range. */
  readonly flows: readonly ExternalFlow[];
}

/** Over the range, and for a year of 365 days: null for a range under a day, whose year would say nothing. */
type MoneyWeighted = Rate<"no capital" | "ambiguous"> & { readonly annualised: Fraction | null };

const yearSeconds = 365 * 86_400;
const daySeconds = 86_400;

// Fixed-point numbers of so many binary places: rates come out right to eighteen decimals, or to twenty-five digits of a larger one.
const places = 208n;
const one = 1n << places;
/** How close the growth of a second is found: in a hundred years that is less than 2^-85 of the growth. */
const closest = one >> 120n;
/** Of the whole range: nobody's money grew more. */
const mostGrowth = (10n ** 50n) << places;
const decimals = 10n ** 18n;

/**
 * The internal rate of return: the one rate by which what was there and came, less what went, would have grown to what is there. Money
 * comes and goes by the second. Found by halving, rounded to eighteen decimals.
 *
 * Several rates may fit where money goes and comes in turn. What is found is the only one if what lies there, growing by it, is never less
 * than nothing (Soper, 1959): any smaller rate ends with less, any larger with more. Else the answer is "ambiguous": several fit, or none,
 * as where more was taken out than was put in and nothing grew until then.
 *
 * @returns "no capital" where nothing was there and nothing came; a loss of everything is -1
 */
export function moneyWeightedReturn(range: InvestedRange): MoneyWeighted {
  const { startValue, endValue, flows } = range;
  const isIn = ({ amount }: Pick<ExternalFlow, "amount">) => amount.compare(0n) > 0;
  if (![{ amount: startValue }, ...flows].some(isIn)) return { rate: null, annualised: null, reason: "no capital" };
  if (endValue.compare(0n) === 0 && flows.every(isIn))
    return { rate: new Fraction(-1n), annualised: yearly(range, 0n), reason: null };
  const steps = stepsOf(range);
  const growth = growthOf(steps, secondsOf(range));
  if (growth === null || !neverOverdrawn(steps, growth)) return { rate: null, annualised: null, reason: "ambiguous" };
  return { rate: rateOf(power(growth, secondsOf(range))), annualised: yearly(range, growth), reason: null };
}

/** So many seconds after the one before, so much came. */
interface Step {
  readonly seconds: number;
  readonly amount: bigint;
}

const secondsOf = ({ from, to }: Pick<InvestedRange, "from" | "to">): number =>
  Math.max(1, Math.floor((to - from) / 1000));

/** All of the end goes at the end. */
function stepsOf({ from, to, startValue, endValue, flows }: InvestedRange): Step[] {
  let last = from;
  const all = [{ at: from, amount: startValue }, ...flows, { at: to, amount: endValue.neg() }];
  return all.map(({ at, amount }) => {
    const seconds = secondsSince(from, at) - secondsSince(from, last);
    last = at;
    return { seconds, amount: (amount.s * (amount.n << places)) / amount.d };
  });
}

const secondsSince = (from: number, at: number): number => Math.floor((at - from) / 1000);

/** What lies there after each step, growing by so much a second. */
function balances(steps: readonly Step[], growth: bigint): bigint[] {
  let balance = 0n;
  return steps.map(({ seconds, amount }) => (balance = times(balance, power(growth, seconds)) + amount));
}

/** The growth of a second with which nothing is left at the end, as near as it gets; null: none. */
function growthOf(steps: readonly Step[], seconds: number): bigint | null {
  const isTooMuch = (growth: bigint) => (balances(steps, growth).at(-1) ?? 0n) > 0n;
  let [low, high] = [one, one];
  let width = one / BigInt(seconds);
  if (isTooMuch(one))
    for (; isTooMuch(low); width *= 2n) {
      if (low <= 0n) return null;
      [high, low] = [low, width < one ? one - width : 0n];
    }
  else
    for (; !isTooMuch(high); width *= 2n) {
      if (power(high, seconds) > mostGrowth) return null;
      [low, high] = [high, one + width];
    }
  while (high - low > closest) {
    const middle = (low + high) / 2n;
    if (isTooMuch(middle)) high = middle;
    else low = middle;
  }
  return low;
}

/** What the search leaves open does not count. */
function neverOverdrawn(steps: readonly Step[], growth: bigint): boolean {
  const most = steps.reduce((all, { amount }) => all + (amount < 0n ? -amount : amount), 0n);
  return balances(steps, growth).every((balance) => balance >= -(most >> 64n));
}

function yearly(range: InvestedRange, growth: bigint): Fraction | null {
  return secondsOf(range) < daySeconds ? null : rateOf(power(growth, yearSeconds));
}

const rateOf = (growth: bigint): Fraction => new Fraction((growth - one) * decimals, one).round().div(decimals);

/** Rounds towards what is less. */
const times = (a: bigint, b: bigint): bigint => (a * b) >> places;

function power(base: bigint, exponent: number): bigint {
  let result = one;
  for (let [square, left] = [base, exponent]; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}
