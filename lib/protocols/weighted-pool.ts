import { lessFee } from "@/lib/protocols/constant-product";
import type { Fee } from "@/lib/protocols/pool";

/** One side of a weighted pool. */
interface WeightedSide {
  readonly reserve: bigint;
  readonly weight: bigint;
}

/** The most that leaves `x^wx · y^wy` no smaller. The fee is taken first and rounds what counts down. */
export function weightedPayout(amount: bigint, given: WeightedSide, taken: WeightedSide, fee: Fee): bigint {
  const whole = { numerator: fee.numerator, denominator: fee.denominator };
  const counted = lessFee({ ...whole, parts: [{ numerator: fee.numerator, rounded: "up" }] }, amount);
  if (counted <= 0n) return 0n;
  const before = given.reserve ** given.weight * taken.reserve ** taken.weight;
  const grown = (given.reserve + counted) ** given.weight;
  // Halves the room that is left: as many rounds as the reserve has bits.
  let [pays, fails] = [0n, taken.reserve];
  while (fails - pays > 1n) {
    const middle = (pays + fails) / 2n;
    if (grown * (taken.reserve - middle) ** taken.weight >= before) pays = middle;
    else fails = middle;
  }
  return pays;
}
