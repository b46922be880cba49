import { adaUsdAt } from "../../rates/market";
import { seedOf, smoothAt } from "./chance";
import type { MarketToken } from "./market-token";

const DAY_MS = 86_400_000;

/** Waves of the price's logarithm, each with a value of its own at every multiple of its length. */
const WAVES = [
  { lengthMs: 180 * DAY_MS, height: 0.5 },
  { lengthMs: 23 * DAY_MS, height: 0.25 },
  { lengthMs: 5 * DAY_MS, height: 0.08 },
  { lengthMs: DAY_MS, height: 0.02 },
] as const;

/** What the smallest part of a token costs in lovelace at an instant, by the whole market. */
export function lovelaceAt({ unit, lovelace, swing }: MarketToken, ms: number): number {
  if (lovelace === null) return 1 / adaUsdAt(ms);
  const seed = seedOf(unit);
  const noise = WAVES.reduce(
    (sum, { lengthMs, height }, wave) => sum + height * smoothAt(seed + wave, ms / lengthMs),
    0,
  );
  return lovelace * Math.exp(swing * noise);
}

/** In smallest parts of the quote, which is ADA where it is null. */
export const fairPrice = (token: MarketToken, quote: MarketToken | null, ms: number): number =>
  lovelaceAt(token, ms) / (quote === null ? 1 : lovelaceAt(quote, ms));
