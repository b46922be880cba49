import "server-only";
import { z } from "zod";
import { askSource, RateSourceFailure } from "@/lib/rates/ask-source";
import { decimal, wholeNumber, type Candle, type Span } from "@/lib/rates/candle";
import { lengthMs } from "@/lib/rates/instants";

/** Start in seconds, open, high, low, close, and more; beside the pair stands `last`. A refusal comes with status 200, too. */
const answer = z.object({
  error: z.array(z.string()),
  result: z
    .object({ ADAUSD: z.array(z.tuple([wholeNumber, z.string(), z.string(), z.string(), decimal], z.string())) })
    .optional(),
});

/**
 * ADA/USD of Kraken, oldest first, of the newest 720 whatever is asked; the last one is not over yet.
 * https://docs.kraken.com/api/docs/rest-api/get-ohlc-data
 */
export async function krakenCandles({ grain, from }: Span): Promise<Candle[]> {
  const length = lengthMs[grain];
  const query = { pair: "ADAUSD", interval: length / 60_000, since: from / 1000 - 1 };
  const { error, result } = await askSource("kraken", "0/public/OHLC", query, answer);
  if (result === undefined) throw new RateSourceFailure("kraken", error.join(", ").slice(0, 200));
  return result.ADAUSD.map(([start, , , , close]) => ({ at: start * 1000 + length, close }));
}
