import type { CandleInterval, CandlesAnswer } from "@/lib/contract/market";
import type { ChartRange } from "./chart-ranges";

/** Which candles a range is drawn of, and how many. */
export const candlesOfRange = {
  "24h": { interval: "hour", count: 24 },
  "7d": { interval: "hour", count: 7 * 24 },
  "30d": { interval: "day", count: 30 },
  "1y": { interval: "day", count: 365 },
  all: { interval: "day", count: 366 },
} as const satisfies Record<ChartRange, { interval: CandleInterval; count: number }>;

/** What a chart of prices is made of, and what that leaves out. */
export const candleSourceWords = {
  looks: "By what the pools held when we looked. Hours without a look are missing, not guessed.",
  points: "By states of its pools that are stored. Times of which none is known are missing, not guessed.",
  "looks and points":
    "The last day by what the pools held when we looked, before it by states of its pools that are stored. What is not known is missing, not guessed.",
} as const satisfies Record<NonNullable<CandlesAnswer["source"]>, string>;
