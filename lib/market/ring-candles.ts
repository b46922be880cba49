import Fraction from "fraction.js";
import type { MarketToken } from "@/lib/market/market-token";
import { hourMs } from "@/lib/rates/instants";

/** The prices of an interval, as lovelace for one smallest part. */
export interface LookCandle {
  /** ms since the epoch. */
  readonly start: number;
  readonly open: Fraction;
  readonly high: Fraction;
  readonly low: Fraction;
  readonly close: Fraction;
  /** Null where trades are not known. */
  readonly volumeLovelace: bigint | null;
}

/** A candle from one close to the next: what was between the two nobody saw. */
export function candleBetween(
  start: number,
  open: Fraction,
  close: Fraction,
  volumeLovelace: bigint | null,
): LookCandle {
  const [low, high] = close.lt(open) ? [close, open] : [open, close];
  return { start, open, high, low, close, volumeLovelace };
}

/** Candles of the hours in which the market was looked at. One opens where the hour before it closed, if that was looked at, too. */
export function ringCandles({ hours }: MarketToken): LookCandle[] {
  const closes = new Map(hours.map(({ hour, close }) => [hour, new Fraction(close)]));
  return hours.map(({ hour, close, volumeLovelace }) => {
    const end = new Fraction(close);
    return candleBetween(hour * hourMs, closes.get(hour - 1) ?? end, end, BigInt(volumeLovelace));
  });
}

/** Shorter candles as longer ones, in the order of time. */
export function joinedCandles(candles: readonly LookCandle[], lengthMs: number): LookCandle[] {
  const joined = new Map<number, LookCandle>();
  for (const candle of candles) {
    const start = Math.floor(candle.start / lengthMs) * lengthMs;
    const known = joined.get(start);
    joined.set(start, known === undefined ? { ...candle, start } : together(known, candle));
  }
  return [...joined.values()];
}

function together(first: LookCandle, next: LookCandle): LookCandle {
  const volumes = [first.volumeLovelace, next.volumeLovelace];
  return {
    ...first,
    high: next.high.gt(first.high) ? next.high : first.high,
    low: next.low.lt(first.low) ? next.low : first.low,
    close: next.close,
    volumeLovelace: volumes.reduce((sum, volume) => (sum === null || volume === null ? null : sum + volume)) ?? null,
  };
}
