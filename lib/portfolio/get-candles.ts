import "server-only";
import Fraction from "fraction.js";
import type { z } from "zod";
import { adaDecimals } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { notFound } from "@/lib/contract/app-error";
import type { Candle, CandlesAnswer, candlesQuery } from "@/lib/contract/market";
import type { Currency, Grain } from "@/lib/contract/rates";
import { env } from "@/lib/env";
import { invalidRequest } from "@/lib/http/as-app-error";
import { priceText } from "@/lib/market/decimal-text";
import type { MarketToken } from "@/lib/market/market-token";
import { candleBetween, joinedCandles, ringCandles, type LookCandle } from "@/lib/market/ring-candles";
import { readTokens } from "@/lib/market/token-store";
import { adaText } from "@/lib/portfolio/market-row";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { floorTo, lengthMs } from "@/lib/rates/instants";
import { lookupTokens } from "@/lib/tokens/lookup";

/** Intervals of one answer: a year of days, or a fortnight of hours. */
const mostIntervals = 366;

/**
 * The prices of a token by the hour or the day, the oldest first: of the last day as our looks saw its pools, before it by stored
 * states of them. What would have to be guessed from its neighbours is left out. Throws `invalid_request` for a range too long or none.
 */
export async function getCandles(unit: Unit, query: z.output<typeof candlesQuery>): Promise<CandlesAnswer> {
  if (unit === lovelace) throw notFound("token in the market");
  const { interval, currency } = query;
  const nowMs = Date.now();
  const starts = startsOf(query, nowMs);
  const [tokens, names] = await Promise.all([
    env().MARKET === "off" ? new Map<Unit, MarketToken>() : readTokens([unit], nowMs),
    lookupTokens([unit]),
  ]);
  const token = tokens.get(unit);
  const seen = new Map(
    (token === undefined ? [] : joinedCandles(ringCandles(token), lengthMs[interval])).map((each) => [
      each.start,
      each,
    ]),
  );
  const stored = await storedCandles(unit, starts, interval, { seen, nowMs });
  const all = starts.flatMap((start) => stored.get(start) ?? seen.get(start) ?? []);
  const decimals = names.get(unit)?.decimals ?? 0;
  const isSeen = all.some((each) => stored.get(each.start) === undefined);
  const isStored = all.some((each) => stored.get(each.start) !== undefined);
  return {
    unit,
    currency,
    interval,
    candles: await inCurrency(all, { currency, grain: interval, decimals, nowMs }),
    source: isSeen ? (isStored ? "looks and points" : "looks") : isStored ? "points" : null,
    later: false,
  };
}

/** As many intervals as a chart draws, the one under way included. */
export function newestCandles(
  unit: Unit,
  query: Pick<z.output<typeof candlesQuery>, "interval" | "currency">,
  count: number,
): Promise<CandlesAnswer> {
  const from = new Date(Date.now() - (count - 1) * lengthMs[query.interval]).toISOString();
  return getCandles(unit, { ...query, from });
}

/** When each interval of the range begins. */
function startsOf({ interval, from, to }: z.output<typeof candlesQuery>, nowMs: number): number[] {
  const length = lengthMs[interval];
  const end = Math.min(to === undefined ? nowMs : Date.parse(to), nowMs);
  const last = floorTo(length, end - 1);
  const first = from === undefined ? last - (mostIntervals - 1) * length : floorTo(length, Date.parse(from));
  const count = (last - first) / length + 1;
  if (from !== undefined && Date.parse(from) >= (to === undefined ? nowMs : Date.parse(to)))
    throw invalidRequest([{ field: "from", reason: "It lies behind the end of the range: swap the two" }]);
  if (count > mostIntervals)
    throw invalidRequest([
      { field: "from", reason: `Ask for at most ${String(mostIntervals)} intervals at once, or for longer ones` },
    ]);
  return Array.from({ length: count }, (_, at) => first + at * length);
}

interface Seen {
  readonly seen: ReadonlyMap<number, LookCandle>;
  readonly nowMs: number;
}

/** Of intervals that are over and that our looks saw nothing of, or a part only. */
async function storedCandles(unit: Unit, starts: readonly number[], interval: Grain, { seen, nowMs }: Seen) {
  const length = lengthMs[interval];
  const isWanted = (start: number) => start + length <= nowMs && (interval === "day" || !seen.has(start));
  const asked = starts.filter(isWanted);
  const prices = await readPastPrices(asked.map((start) => ({ unit, at: new Date(start + length - 1) })));
  const closes = new Map(
    asked.flatMap((start, at): [number, Fraction][] => {
      const known = prices[at];
      return known == null || known.rank === "between" ? [] : [[start, known.price]];
    }),
  );
  return new Map(
    [...closes].map(([start, close]) => [
      start,
      candleBetween(start, closes.get(start - length) ?? close, close, null),
    ]),
  );
}

interface Told {
  readonly currency: Currency;
  readonly grain: Grain;
  readonly decimals: number;
  readonly nowMs: number;
}

/** Each by the rate of its own end; one of which that is not known is left out. */
async function inCurrency(
  candles: readonly LookCandle[],
  { currency, grain, decimals, nowMs }: Told,
): Promise<Candle[]> {
  const ends = candles.map(({ start }) => new Date(grain === "day" ? start : Math.min(start + lengthMs.hour, nowMs)));
  const rates = await getAdaRates(currency, ends, grain, new Date(nowMs));
  const scale = new Fraction(10n ** BigInt(decimals), 10n ** BigInt(adaDecimals));
  return candles.flatMap(({ start, open, high, low, close, volumeLovelace }, at) => {
    const rate = rates[at]?.rate ?? null;
    if (rate === null) return [];
    const text = (price: Fraction) => priceText(price.mul(scale).mul(rate));
    return [
      {
        at: new Date(start).toISOString(),
        open: text(open),
        high: text(high),
        low: text(low),
        close: text(close),
        volume: volumeLovelace === null ? null : adaText(volumeLovelace),
      },
    ];
  });
}
