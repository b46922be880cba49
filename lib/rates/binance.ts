import "server-only";
import { z } from "zod";
import { askSource } from "@/lib/rates/ask-source";
import { decimal, wholeNumber, type Candle, type Span } from "@/lib/rates/candle";
import { lengthMs } from "@/lib/rates/instants";
import { sourceFacts } from "@/lib/rates/source-facts";

/** Start in milliseconds, open, high, low, close, volume, end, and more. */
const candles = z.array(z.tuple([wholeNumber, z.string(), z.string(), z.string(), decimal], z.string()));
const intervals = { hour: "1h", day: "1d" } as const;

/**
 * ADAUSDT of Binance's host for market data, oldest first: a tether is taken for a dollar, from which it differs by 0.2 %.
 * https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints
 */
export async function binanceCandles({ grain, from, to }: Span): Promise<Candle[]> {
  const query = {
    symbol: "ADAUSDT",
    interval: intervals[grain],
    startTime: from,
    endTime: to - 1,
    limit: sourceFacts.binance.perCall,
  };
  const found = await askSource("binance", "api/v3/klines", query, candles);
  return found.map(([start, , , , close]) => ({ at: start + lengthMs[grain], close }));
}
