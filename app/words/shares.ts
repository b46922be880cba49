/**
 * What part of the whole each amount is, in tenths of a percent (0–1000), rounded down; the largest takes the remainder so that
 * the bar is full. All zero when the sum is zero.
 */
export function shares(amounts: readonly bigint[]): number[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  if (sum <= 0n) return amounts.map(() => 0);
  const parts = amounts.map((amount) => Number((amount * 1000n) / sum));
  const largest = amounts.reduce((best, amount, index) => (amount > (amounts[best] ?? 0n) ? index : best), 0);
  const missing = 1000 - parts.reduce((total, part) => total + part, 0);
  return parts.map((part, index) => (index === largest ? part + missing : part));
}

/** `123` → `12.3 %`; a part that exists but rounds to nothing → `< 0.1 %`. */
export function shareText(tenths: number, exists: boolean): string {
  if (tenths === 0 && exists) return "< 0.1 %";
  return `${(tenths / 10).toFixed(1)} %`;
}
