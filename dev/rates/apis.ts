import { ok, type Answer } from "../chain/blockfrost/answer";
import { perEuro } from "./fiats";
import { chance, type Market } from "./market";

export const SOURCES = ["coinbase", "binance", "kraken", "frankfurter"] as const;
export type Source = (typeof SOURCES)[number];

/** What a source tells of, and from when on. */
export interface View {
  readonly market: Market;
  readonly now: number;
  /** What it says of every price. */
  readonly times: number;
}

interface Candle {
  readonly start: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}

const DAY_MS = 86_400_000;
const LISTED: Readonly<Record<Source, number>> = {
  coinbase: Date.UTC(2021, 2, 18),
  binance: Date.UTC(2018, 3, 17),
  kraken: Date.UTC(2018, 8, 28),
  frankfurter: Date.UTC(2017, 9, 1),
};
const MOST = { coinbase: 300, binance: 1_000, kraken: 720 } as const;

const problem = (status: number, body: unknown): Answer => ({ status, body });
const apart = (source: Source, at: number) =>
  1 + 0.003 * chance(Math.floor(at / 3_600_000), 10 + SOURCES.indexOf(source));

/** The candle of a source that begins at an instant; the one that is not over ends now. Null where nobody traded. */
function candleAt(source: Source, start: number, length: number, { market, now, times }: View): Candle | null {
  const end = Math.min(start + length, now);
  const [first, last] = [market(start), market(end)];
  if (start < LISTED[source] || start > now || last === null) return null;
  const [open, close] = [(first ?? last) * apart(source, start), last * apart(source, end)].map((usd) => usd * times);
  if (open === undefined || close === undefined) return null;
  const text = (usd: number) => usd.toFixed(6);
  return {
    start,
    open: text(open),
    high: text(Math.max(open, close) * 1.004),
    low: text(Math.min(open, close) * 0.996),
    close: text(close),
  };
}

/** Those that begin from one instant up to another. */
function candles(source: Source, from: number, to: number, length: number, view: View): Candle[] {
  const found: Candle[] = [];
  for (let start = Math.ceil(from / length) * length; start <= Math.min(to, view.now); start += length) {
    const candle = candleAt(source, start, length, view);
    if (candle !== null) found.push(candle);
  }
  return found;
}

function coinbase(path: string, query: URLSearchParams, view: View): Answer {
  if (path !== "products/ADA-USD/candles") return problem(404, { message: "NotFound" });
  const length = Number(query.get("granularity") ?? 60) * 1000;
  const [from, to] = [Date.parse(query.get("start") ?? ""), Date.parse(query.get("end") ?? "")];
  if (![3_600_000, DAY_MS].includes(length)) return problem(400, { message: "Unsupported granularity" });
  if ((to - from) / length >= MOST.coinbase)
    return problem(400, {
      message: "granularity too small for the requested time range. Count of aggregations requested exceeds 300",
    });
  const rows = candles("coinbase", from, to, length, view).map(({ start, open, high, low, close }) => [
    start / 1000,
    ...[low, high, open, close].map(Number),
    12_345.6,
  ]);
  return ok(rows.reverse());
}

const INTERVALS: Readonly<Record<string, number>> = { "1h": 3_600_000, "1d": DAY_MS };

function binance(path: string, query: URLSearchParams, view: View): Answer {
  const length = INTERVALS[query.get("interval") ?? ""];
  if (path !== "api/v3/klines") return problem(404, { code: 404, msg: "Not found" });
  if (query.get("symbol") !== "ADAUSDT") return problem(400, { code: -1121, msg: "Invalid symbol." });
  if (length === undefined) return problem(400, { code: -1120, msg: "Invalid interval." });
  const limit = Math.min(MOST.binance, Number(query.get("limit") ?? 500));
  const from = Math.max(LISTED.binance, Number(query.get("startTime") ?? 0));
  const rows = candles("binance", from, Number(query.get("endTime") ?? view.now), length, view).slice(0, limit);
  return ok(
    rows.map(({ start, open, high, low, close }) => [
      start,
      ...[open, high, low, close].map((usd) => `${usd}00`),
      "1000.00000000",
      start + length - 1,
      "500.00000000",
      42,
      "0",
      "0",
      "0",
    ]),
  );
}

function kraken(path: string, query: URLSearchParams, view: View): Answer {
  if (path !== "0/public/OHLC") return ok({ error: ["EGeneral:Unknown method"] });
  if (query.get("pair") !== "ADAUSD") return ok({ error: ["EQuery:Unknown asset pair"] });
  const length = Number(query.get("interval") ?? 1) * 60_000;
  const since = Math.max(Number(query.get("since") ?? 0) * 1000 + 1, view.now - MOST.kraken * length);
  const rows = candles("kraken", since, view.now, length, view);
  const last = rows.at(-2)?.start ?? 0;
  const told = rows.map(({ start, open, high, low, close }) => [start / 1000, open, high, low, close, close, "9.5", 7]);
  return ok({ error: [], result: { ADAUSD: told, last: last / 1000 } });
}

function frankfurter(path: string, query: URLSearchParams, view: View): Answer {
  const base = query.get("base") ?? "EUR";
  if (path !== "v2/rates" || !["EUR", "ADA"].includes(base)) return problem(404, { status: 404, message: "not found" });
  const [from, to] = [Date.parse(query.get("from") ?? ""), Date.parse(query.get("to") ?? "")];
  const quotes = (query.get("quotes") ?? "USD").split(",");
  const rows: unknown[] = [];
  for (let day = from; day <= Math.min(to, view.now); day += DAY_MS)
    for (const quote of quotes) {
      const rate = base === "EUR" ? perEuro(quote, day) : candleAt("frankfurter", day, DAY_MS, view)?.close;
      const isOut = base === "ADA" || day + 15 * 3_600_000 <= view.now;
      if (rate !== null && rate !== undefined && isOut)
        rows.push({ date: new Date(day).toISOString().slice(0, 10), base, quote, rate: Number(rate) });
    }
  return ok(rows);
}

const APIS = { coinbase, binance, kraken, frankfurter } as const;

/** What a source answers; `path` is what follows its base URL. */
export function answerOf(source: Source, path: string, query: URLSearchParams, view: View): Answer {
  return APIS[source](path, query, view);
}
