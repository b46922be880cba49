import type Fraction from "fraction.js";
import { formatAmount } from "@/lib/cardano/amount";
import type { Ratio } from "@/lib/market/exact-sum";

/** Half away from zero: −1.25 at one decimal is −1.3. */
function rounded({ s, n, d }: Ratio, decimals: number): string {
  const scaled = (2n * n * 10n ** BigInt(decimals) + d) / (2n * d);
  return formatAmount(s < 0n ? -scaled : scaled, decimals);
}

/** An amount of money with at most six decimals, as exact as ADA is. */
export const valueText = (value: Ratio): string => rounded(value, 6);

const significantDigits = 12;
const mostDecimals = 40;

/** A price, which may be far below one: twelve digits that say something, without trailing zeros. */
export function priceText(price: Fraction): string {
  const { n, d } = price;
  if (n === 0n) return "0";
  const whole = n / d;
  // Zeros behind the point come first where nothing is before it.
  const leading = whole > 0n ? -whole.toString().length : (d / n).toString().length - 1;
  return rounded(price, Math.min(mostDecimals, Math.max(0, significantDigits + leading)));
}
