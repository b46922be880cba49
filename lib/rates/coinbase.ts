import "server-only";
import { z } from "zod";
import { askSource } from "@/lib/rates/ask-source";
import { decimal, wholeNumber, type Candle, type Span } from "@/lib/rates/candle";
import { lengthMs } from "@/lib/rates/instants";
import { sourceFacts } from "@/lib/rates/source-facts";

/** Start in seconds, low, high, open, close, volume. */
const candles = z.array(z.tuple([wholeNumber, z.string(), z.string(), z.string(), decimal], z.string()));

/**
 * ADA-USD of Coinbase Exchange, oldest first. What nobody traded in is absent, and some that come may lie before the span.
 * https://docs.cdp.coinbase.com/api-reference/exchange-api/rest-api/products/get-product-candles
 */
export async function coinbaseCandles({ grain, from, to }: Span): Promise<Candle[]> {
  const length = lengthMs[grain];
  // More than 300 are refused, and both ends count.
  const last = Math.min(to, from + sourceFacts.coinbase.perCall * length) - length;
  const query = {
    granularity: length / 1000,
    start: new Date(from).toISOString(),
    end: new Date(last).toISOString(),
  };
  const found = await askSource("coinbase", "products/ADA-USD/candles", query, candles);
  return found.map(([start, , , , close]) => ({ at: start * 1000 + length, close })).toSorted((a, b) => a.at - b.at);
}
