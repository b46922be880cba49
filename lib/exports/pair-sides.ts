import Fraction from "fraction.js";
import type { Money } from "@/lib/accounting/accounting-event";
import { minus, nothing, share } from "@/lib/accounting/money";
import type { Side } from "@/lib/exports/export-row";

interface Pair {
  readonly sent: Side | null;
  readonly received: Side | null;
}

/** A side, and how much of its whole lies before each of its cuts. */
interface Spread {
  readonly side: Side;
  readonly from: Fraction;
  readonly until: Fraction;
}

const one = new Fraction(1n);

/**
 * What was given and what was got as rows of one against one: both lie side by side, each as wide as its share of what its side was
 * worth, and are cut where one of the two ends. Nothing is lost or made: the parts of a quantity and of a worth sum to it.
 * Where a part would be nothing (a thing that cannot be cut), each stands alone.
 *
 * @param priceOf what the smallest part of a unit was worth; where one is unknown, all on its side count alike
 */
export function pairSides(
  given: readonly Side[],
  got: readonly Side[],
  priceOf: (unit: string) => Fraction | null,
): Pair[] {
  const [sent, received] = [spread(given, priceOf), spread(got, priceOf)];
  const pairs = sent.flatMap((left) =>
    received.flatMap((right) => {
      const from = left.from.compare(right.from) > 0 ? left.from : right.from;
      const until = left.until.compare(right.until) < 0 ? left.until : right.until;
      return from.compare(until) < 0 ? [{ sent: cut(left, from, until), received: cut(right, from, until) }] : [];
    }),
  );
  if (pairs.every((pair) => pair.sent.quantity > 0n && pair.received.quantity > 0n)) return pairs;
  return [
    ...given.map((side): Pair => ({ sent: side, received: null })),
    ...got.map((side): Pair => ({ sent: null, received: side })),
  ];
}

function spread(sides: readonly Side[], priceOf: (unit: string) => Fraction | null): Spread[] {
  const worths = sides.map(({ unit, quantity }) => priceOf(unit)?.mul(quantity) ?? null);
  const isKnown = worths.every((worth) => worth !== null && worth.compare(0n) > 0);
  const weights = worths.map((worth) => (isKnown && worth !== null ? worth : one));
  const all = weights.reduce((sum, weight) => sum.add(weight), nothing);
  let before = nothing;
  return sides.map((side, n) => {
    const from = before;
    before = n === sides.length - 1 ? one : before.add((weights[n] ?? one).div(all));
    return { side, from, until: before };
  });
}

function cut({ side, from, until }: Spread, start: Fraction, end: Fraction): Side {
  const width = until.sub(from);
  const before = (at: Fraction): bigint => {
    const { n, d } = at.sub(from).div(width).mul(side.quantity);
    return n / d;
  };
  const [first, last] = [before(start), before(end)];
  const told = (quantity: bigint): Money => share(side.worth, quantity, side.quantity);
  return { ...side, quantity: last - first, worth: minus(told(last), told(first)) };
}
