import "server-only";
import { z } from "zod";
import { quotedFiats } from "@/lib/contract/rates";
import { askSource } from "@/lib/rates/ask-source";
import { decimal, type Candle, type Span } from "@/lib/rates/candle";
import type { FetchedFiat } from "@/lib/rates/fetched-fiats";
import { dateOf, dayMs } from "@/lib/rates/instants";
import { sourceFacts } from "@/lib/rates/source-facts";

const rows = z.array(z.object({ date: z.iso.date(), quote: z.string().max(10), rate: decimal }));

/** Days of all our currencies in one answer. */
const fiatDays = 90;

/** Dollars for an ada by day, oldest first. Of the day that is not over it has one, too. https://frankfurter.dev */
export async function frankfurterCandles({ from, to }: Span): Promise<Candle[]> {
  const last = Math.min(to, from + sourceFacts.frankfurter.perCall * dayMs) - dayMs;
  const query = { base: "ADA", quotes: "USD", from: dateOf(from), to: dateOf(last) };
  const found = await askSource("frankfurter", "v2/rates", query, rows);
  return found
    .filter(({ quote }) => quote === "USD")
    .map(({ date, rate }) => ({ at: Date.parse(date) + dayMs, close: rate }))
    .toSorted((a, b) => a.at - b.at);
}

/** The ECB's rates per euro of the days from one on, up to another or as many as fit into an answer. */
export async function frankfurterFiats(from: number, to: number): Promise<FetchedFiat[]> {
  const last = Math.min(to, from + fiatDays * dayMs);
  const quotes = quotedFiats.join();
  const query = { base: "EUR", quotes, providers: "ecb", from: dateOf(from), to: dateOf(last) };
  const found = await askSource("frankfurter", "v2/rates", query, rows);
  return found
    .filter(({ quote }) => quotedFiats.some((fiat) => fiat === quote))
    .map(({ date, quote, rate }) => ({ day: Date.parse(date), currency: quote, perEuro: rate }));
}
