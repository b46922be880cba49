import type Fraction from "fraction.js";
import { formatAmount } from "@/lib/cardano/amount";

const mostDecimals = 100;

/** A decimal, or `a/b` where no decimal is exact. */
export function exactText({ s, n, d }: Fraction): string {
  const [twos, rest] = withoutFactor(d, 2n);
  const [fives, other] = withoutFactor(rest, 5n);
  if (other !== 1n || Math.max(twos, fives) > mostDecimals)
    return `${s < 0n ? "-" : ""}${n.toString()}/${d.toString()}`;
  const decimals = Math.max(twos, fives);
  const scaled = (s * n * 10n ** BigInt(decimals)) / d;
  return formatAmount(scaled, decimals);
}

/** How often a factor divides a number, and what is left then. */
function withoutFactor(number: bigint, factor: bigint): [number, bigint] {
  let [times, rest] = [0, number];
  for (; rest % factor === 0n; rest /= factor) times += 1;
  return [times, rest];
}
