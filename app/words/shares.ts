/**
 * What part of the whole each amount is, in tenths of a percent (0–1000): rounded so that together they are the whole, those that lost
 * most by rounding down first. All zero when the sum is zero.
 */
export function shares(amounts: readonly bigint[]): number[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  if (sum <= 0n) return amounts.map(() => 0);
  const parts = amounts.map((amount) => Number((amount * 1000n) / sum));
  const missing = 1000 - parts.reduce((total, part) => total + part, 0);
  const lost = amounts.map((amount, index) => ({ index, rest: (amount * 1000n) % sum }));
  const up = new Set(
    lost
      .toSorted((a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest))
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return parts.map((part, index) => (up.has(index) ? part + 1 : part));
}

/** `123` → `12.3 %`; a part that exists but rounds to nothing → `< 0.1 %`. */
export function shareText(tenths: number, exists: boolean): string {
  if (tenths === 0 && exists) return "< 0.1 %";
  return `${(tenths / 10).toFixed(1)} %`;
}
