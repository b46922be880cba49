import type Fraction from "fraction.js";

/** A fraction that need not be in its lowest terms. */
export type Ratio = Pick<Fraction, "s" | "n" | "d">;

const signed = ({ s, n }: Ratio): bigint => (s < 0n ? -n : n);

function ratio(numerator: bigint, d: bigint): Ratio {
  return numerator < 0n ? { s: -1n, n: -numerator, d } : { s: 1n, n: numerator, d };
}

/**
 * The exact sum. Prices of different pools have denominators with nothing in common, so that a sum is as long as all of them
 * together: to bring it to its lowest terms after each step, as `Fraction.add` does, takes minutes for some hundreds.
 */
export function exactSum(parts: Iterable<Ratio>): Ratio {
  let [numerator, d] = [0n, 1n];
  for (const part of parts) {
    if (d % part.d === 0n) numerator += signed(part) * (d / part.d);
    else [numerator, d] = [numerator * part.d + signed(part) * d, d * part.d];
  }
  return ratio(numerator, d);
}

export function exactProduct(...factors: readonly Ratio[]): Ratio {
  return factors.reduce<Ratio>((a, b) => ratio(signed(a) * signed(b), a.d * b.d), { s: 1n, n: 1n, d: 1n });
}

/** By which part of `before` it is more or less; null where that is nothing. */
export function exactChange(before: Ratio, now: Ratio): Ratio | null {
  const base = signed(before) * now.d;
  if (base === 0n) return null;
  const change = signed(now) * before.d - base;
  return base < 0n ? ratio(-change, -base) : ratio(change, base);
}
