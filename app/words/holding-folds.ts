import { formatAmount, parseAmount } from "@/lib/cardano/amount";
import type { Holding } from "@/lib/contract/holdings";

/** Values of answers have no more. */
const decimals = 6;
/** Below one of the currency a value is small. */
const smallBelow = 10n ** BigInt(decimals);

interface Folds {
  readonly shown: readonly Holding[];
  readonly small: readonly Holding[];
  readonly unpriced: readonly Holding[];
}

/** What stands in the list, and what is folded below it: small values, and what has no price. Without any price nothing is folded. */
export function foldsOf(holdings: readonly Holding[]): Folds {
  const isAnyPriced = holdings.some(({ kind, value }) => kind !== "ada" && value !== null);
  if (!isAnyPriced) return { shown: holdings, small: [], unpriced: [] };
  const isUnpriced = ({ kind, value }: Holding) => value === null && kind !== "ada";
  const isSmall = ({ kind, value }: Holding) =>
    kind !== "ada" && value !== null && parseAmount(value, decimals) < smallBelow;
  return {
    shown: holdings.filter((each) => !isUnpriced(each) && !isSmall(each)),
    small: holdings.filter(isSmall),
    unpriced: holdings.filter(isUnpriced),
  };
}

/** Whether a holding's value is part of the total. */
const isInTotal = ({ value, priceClass }: Holding): boolean => value !== null && priceClass !== "unreliable";

/** The sum of those values that can be relied on, as a decimal. */
export function sumOfValues(holdings: readonly Holding[]): string {
  const counted = holdings.filter(isInTotal);
  return formatAmount(
    counted.reduce((sum, { value }) => sum + parseAmount(value ?? "0", decimals), 0n),
    decimals,
  );
}

/** What part of the total a value is, in tenths of a percent; null where it is no part of it. */
export function shareOfTotal(holding: Holding, total: string | null): number | null {
  if (!isInTotal(holding) || holding.value === null || total === null) return null;
  const whole = parseAmount(total, decimals);
  return whole <= 0n ? null : Number((parseAmount(holding.value, decimals) * 2000n + whole) / (2n * whole));
}
