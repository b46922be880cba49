import type { Fee } from "@/lib/protocols/pool";

/** Rounded up; both positive. */
export const divideUp = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** What is left of an amount when the parts of a fee are taken off, each rounded by itself. */
export function lessFee({ numerator, denominator, parts }: Fee, amount: bigint): bigint {
  const taken = (parts ?? [{ numerator, rounded: "down" as const }]).map((part) => {
    const exact = amount * part.numerator;
    return part.rounded === "up" ? divideUp(exact, denominator) : exact / denominator;
  });
  return taken.reduce((rest, part) => rest - part, amount);
}

/** What `x·y = k` pays: the fee in the same fraction as the rest, or before it where the contract takes it in parts. */
export function productPayout(amount: bigint, reserveIn: bigint, reserveOut: bigint, fee: Fee): bigint {
  if (fee.parts === undefined) {
    const counted = amount * (fee.denominator - fee.numerator);
    return (reserveOut * counted) / (reserveIn * fee.denominator + counted);
  }
  const counted = lessFee(fee, amount);
  return counted <= 0n ? 0n : (reserveOut * counted) / (reserveIn + counted);
}
