import { adaDecimals, formatAmountGrouped } from "@/lib/cardano/amount";

const minus = "\u2212";

/**
 * An exact amount for reading: `amountText("-1234500000", 6)` → `−1,234.5` with a true minus sign. One whose decimals are not
 * known yet says so: `1,234,500,000 raw units`.
 */
export function amountText(quantity: string | bigint, decimals: number | null): string {
  const text = formatAmountGrouped(BigInt(quantity), decimals ?? 0).replace("-", minus);
  return decimals === null ? `${text} raw units` : text;
}

/** What joins an amount and the name of what it is of: `12.5 MIN`, `12,500,000 raw units of MIN`. */
export function amountJoin(decimals: number | null): string {
  return decimals === null ? " of " : " ";
}

/** As `amountText`, with `+` before what came in. */
export function signedAmountText(quantity: string | bigint, decimals: number | null): string {
  const text = amountText(quantity, decimals);
  return BigInt(quantity) > 0n ? `+${text}` : text;
}

export function adaText(lovelace: string | bigint): string {
  return `${amountText(lovelace, adaDecimals)} ADA`;
}

/** A count that was not gone on with at its limit. */
export function countUpTo(count: number, limit: number): string {
  return count < limit ? countOf(count) : `${countOf(limit)} or more`;
}

/** A count of things with commas between thousands. */
export function countOf(count: number): string {
  return formatAmountGrouped(BigInt(count), 0);
}
