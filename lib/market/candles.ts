import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { RecordedTrade } from "@/lib/market/recorded-trades";

export const candleSeconds = { hour: 3_600, day: 86_400 } as const;

/** What of a trade a candle is made of. */
export type CandleTrade = Pick<RecordedTrade, "time" | "unitIn" | "amountIn" | "unitOut" | "amountOut">;

/** The prices of one unit in one interval: lovelace for one smallest unit of it, exact. */
export interface Candle {
  /** The interval is half-open; it and all others are counted from 1970 on, in UTC. */
  readonly start: Date;
  readonly open: Fraction;
  readonly high: Fraction;
  readonly low: Fraction;
  readonly close: Fraction;
  readonly volumeLovelace: bigint;
  readonly trades: number;
}

interface Priced {
  readonly at: number;
  readonly ada: bigint;
  readonly price: Fraction;
}

function pricedBy(unit: Unit, { time, unitIn, amountIn, unitOut, amountOut }: CandleTrade): Priced[] {
  if (time === null) return [];
  const isBought = unitIn === lovelace && unitOut === unit;
  const isSold = unitIn === unit && unitOut === lovelace;
  if (isBought === isSold) return [];
  const [ada, tokens] = isBought ? [amountIn, amountOut] : [amountOut, amountIn];
  return [{ at: time.getTime(), ada, price: new Fraction(ada, tokens) }];
}

function candleOf(start: number, [first, ...others]: readonly [Priced, ...Priced[]]): Candle {
  const { price: open, ada } = first;
  let [high, low, close, volumeLovelace] = [open, open, open, ada];
  for (const other of others) {
    if (other.price.gt(high)) high = other.price;
    if (other.price.lt(low)) low = other.price;
    close = other.price;
    volumeLovelace += other.ada;
  }
  return { start: new Date(start), open, high, low, close, volumeLovelace, trades: others.length + 1 };
}

/**
 * Candles of a token's trades for ADA, one for each interval in which there were any. Trades of one second count in the
 * order in which they are given; trades of other pairs, and those of an unknown time, are left out.
 * @param unit a token
 */
export function candlesOf(trades: readonly CandleTrade[], unit: Unit, intervalSeconds: number): Candle[] {
  const intervalMs = intervalSeconds * 1000;
  const priced = trades.flatMap((trade) => pricedBy(unit, trade)).sort((a, b) => a.at - b.at);
  const intervals = new Map<number, [Priced, ...Priced[]]>();
  for (const trade of priced) {
    const start = Math.floor(trade.at / intervalMs) * intervalMs;
    const others = intervals.get(start);
    if (others === undefined) intervals.set(start, [trade]);
    else others.push(trade);
  }
  return [...intervals].map(([start, all]) => candleOf(start, all));
}
