import { adaDecimals, formatAmountGrouped } from "@/lib/cardano/amount";

const minus = "\u2212";

/** An exact amount for reading: `amountText("-1234500000", 6)` → `−1,234.5` with a true minus sign. */
export function amountText(quantity: string | bigint, decimals: number): string {
  return formatAmountGrouped(BigInt(quantity), decimals).replace("-", minus);
}

/** As `amountText`, with `+` before what came in. */
export function signedAmountText(quantity: string | bigint, decimals: number): string {
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
