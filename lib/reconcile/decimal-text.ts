/** A decimal number, exactly: `digits` × 10^-`scale`. */
export interface Decimal {
  readonly digits: bigint;
  /** As many decimals as were written, trailing zeros with them. */
  readonly scale: number;
}

/** Of an amount in a file: no coin of the chain has more, and digits cost time. */
const mostDigits = 40;
const dot = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * An amount as files write it: `-1,234.50`, `1234.5`, and where commas are decimal points, `1.234,50`. Null for what is no
 * number, has too many digits, or is a formula.
 */
export function readDecimal(text: string, comma: "thousands" | "decimal"): Decimal | null {
  const plain = withDot(text.replace(/[\s\u00a0\u202f]/g, ""), comma);
  const match = plain === null ? null : dot.exec(plain);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  if (whole + fraction === "" || whole.length + fraction.length > mostDigits) return null;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, scale: fraction.length };
}

function withDot(text: string, comma: "thousands" | "decimal"): string | null {
  if (!text.includes(",")) return text;
  if (comma === "decimal") return /^[^,]*,\d*$/.test(text) ? text.replaceAll(".", "").replace(",", ".") : null;
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) return text.replaceAll(",", "");
  return /^[+-]?\d*,\d*$/.test(text) ? text.replace(",", ".") : null;
}

/** The sum, with the decimals of the finer one. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: raised(a, scale) + raised(b, scale), scale };
}

export const negated = ({ digits, scale }: Decimal): Decimal => ({ digits: -digits, scale });

const raised = ({ digits, scale }: Decimal, to: number) => digits * 10n ** BigInt(to - scale);

/** In the smallest parts of something with so many decimals; digits below them fall away, towards zero. */
export function smallestParts(decimal: Decimal, decimals: number): bigint {
  if (decimal.scale <= decimals) return raised(decimal, decimals);
  return decimal.digits / 10n ** BigInt(decimal.scale - decimals);
}

/** `-1.5`, without trailing zeros: the same text for the same number. */
export function decimalText({ digits, scale }: Decimal): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const [whole, fraction] = [size.slice(0, size.length - scale), size.slice(size.length - scale).replace(/0+$/, "")];
  return (digits < 0n ? "-" : "") + (fraction === "" ? whole : `${whole}.${fraction}`);
}
