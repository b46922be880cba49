/** Decimals of ADA: one ADA is a million lovelace. */
export const adaDecimals = 6;

const maxDecimals = 255;
const amountPattern = /^(-?)(\d+)(?:\.(\d*))?$/;

function requireDecimals(decimals: number): void {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > maxDecimals) {
    throw new RangeError(`Decimals are a whole number from 0 to ${maxDecimals}, not ${decimals}`);
  }
}

/** Exact decimal string of an integer amount, without trailing zeros: `12500000n`, 6 → `12.5`. */
export function formatAmount(amount: bigint, decimals: number): string {
  requireDecimals(decimals);
  const sign = amount < 0n ? "-" : "";
  const digits = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction === "" ? sign + whole : `${sign}${whole}.${fraction}`;
}

/** The same with commas between thousands: `1234567.5` → `1,234,567.5`. */
export function formatAmountGrouped(amount: bigint, decimals: number): string {
  const [whole = "", fraction] = formatAmount(amount, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Integer amount of a decimal string, exactly; throws `RangeError` where digits would be lost. */
export function parseAmount(text: string, decimals: number): bigint {
  requireDecimals(decimals);
  const match = amountPattern.exec(text.trim());
  if (match === null) throw new RangeError(`Not a decimal number: ${text.slice(0, 80)}`);
  const [, sign = "", whole = "", fraction = ""] = match;
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > decimals) throw new RangeError(`${text.slice(0, 80)} has more than ${decimals} decimals`);
  const amount = BigInt(whole + kept.padEnd(decimals, "0"));
  return sign === "-" ? -amount : amount;
}
