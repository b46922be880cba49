import { z } from "zod";
import { priceClasses } from "@/lib/contract/holdings";
import { limits } from "@/lib/contract/limits";
import { priceAnswer } from "@/lib/contract/prices";
import { askedTime, harmless, id, quantity, time } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";
import { actions } from "@/lib/ledger/action";

const marketSorts = ["hot", "gainers", "losers", "volume", "new"] as const;
export type MarketSort = (typeof marketSorts)[number];

export const marketQuery = z.strictObject({
  /** By heat and by volume those with the deepest pools come first until the first trade is seen. */
  sort: z.enum(marketSorts).default("hot"),
  /** Only those that the user watches, the newest first; the order of `sort` is of all. */
  watched: z.enum(["true", "false"]).optional(),
  /** A name, a ticker, or the beginning of a unit. What is found comes with the deepest pool first. */
  q: harmless(z.string().trim().max(120)).optional(),
  currency: currencyCode.default("ADA"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageRows).default(50),
});
export type MarketQuery = z.output<typeof marketQuery>;

const text = z.string().nullable();

const marketRow = z.object({
  unit: z.string(),
  fingerprint: text,
  name: text,
  ticker: text,
  decimals: z.int().nullable(),
  logo: text,
  /** Its registry entry, or its minter, says how it is called; that it is what it says nobody checks. */
  described: z.boolean(),
  /** Another token with a deeper pool carries the same ticker, or the same name. */
  lookAlike: z.boolean(),
  /** Of one, or of one smallest part where decimals are not known, in the currency. */
  price: text,
  change24h: text,
  /** In ADA, and the least that there was: trades between two looks are seen as one. */
  volume24hAda: text,
  trades24h: z.int(),
  depthAda: text,
  hot: text,
  class: z.enum(priceClasses),
  priceAt: time.nullable(),
  spark: z.array(z.string()).nullable(),
  held: z.boolean(),
  watched: z.boolean(),
});
export type MarketRow = z.infer<typeof marketRow>;

export const marketAnswer = z.object({
  tokens: z.array(marketRow),
  nextCursor: z.string().nullable(),
  asOf: time,
  currency: currencyCode,
  /** Why there is nothing: the market is switched off here, or was not looked at yet. Null where there is something, or nothing fits. */
  reason: z.enum(["switched off", "later"]).nullable(),
});
export type MarketAnswer = z.infer<typeof marketAnswer>;

const reserve = z.object({ unit: z.string(), quantity, decimals: z.int().nullable(), ticker: text, name: text });

const marketPool = z.object({
  dex: z.string(),
  dexName: z.string(),
  poolUnit: z.string(),
  txHash: z.string(),
  height: z.int().nullable(),
  reserves: z.array(reserve),
  /** What this pool says one costs, in the currency; null where it has nothing to say it in. */
  price: text,
  depthAda: text,
  /** Kept of what goes in, as a share of one: `0.003`. Of the token that is bought with. */
  fee: text,
  /** One of those whose median the price is; a pool that is too small or too young is asked only where there is no other. */
  counted: z.boolean(),
  /** The stable coin in between; null where the pool has an ADA side. */
  via: text,
});
export type MarketPool = z.infer<typeof marketPool>;

const ownTrade = z.object({
  id,
  txHash: z.string(),
  timestamp: time,
  action: z.enum(actions),
  summary: z.string(),
  /** Of the token; below zero where it was given. */
  netChange: quantity,
});

const ownPriceView = z.object({
  price: z.string(),
  currency: currencyCode,
  /** As it is given to take it back: a day, or a time from which on it counts. */
  at: z.string(),
  kind: z.enum(["day", "from"]),
});
export type OwnPriceView = z.infer<typeof ownPriceView>;

export const marketTokenQuery = z.strictObject({ currency: currencyCode.default("ADA") });

export const marketTokenAnswer = marketRow.extend({
  policyId: z.string(),
  assetName: z.string(),
  currency: currencyCode,
  asOf: time,
  /** As `GET /api/prices/{unit}` tells it: the person's own where they gave one. */
  priced: priceAnswer,
  /** What the pools say, whatever the person says; in the currency. */
  market: z.object({
    price: text,
    /** The same in ADA, of which all else follows. */
    priceAda: text,
    poolsCounted: z.int(),
    height: z.int().nullable(),
  }),
  pools: z.array(marketPool),
  own: z.object({ quantity, displayQuantity: text, value: text, spam: z.boolean() }).nullable(),
  ownPrices: z.array(ownPriceView),
  /** The user's newest trades of it; all of them are in `GET /api/transactions?unit=`. Lots come with accounting. */
  trades: z.array(ownTrade),
});
export type MarketTokenAnswer = z.infer<typeof marketTokenAnswer>;

const candleIntervals = ["hour", "day"] as const;
export type CandleInterval = (typeof candleIntervals)[number];

export const candlesQuery = z.strictObject({
  interval: z.enum(candleIntervals).default("hour"),
  /** Inclusive; absent: as far back as an answer goes. */
  from: askedTime.optional(),
  /** Exclusive; absent: now. */
  to: askedTime.optional(),
  currency: currencyCode.default("ADA"),
});

const candle = z.object({
  /** When the interval begins. An interval of which nothing is known is left out. */
  at: time,
  open: z.string(),
  high: z.string(),
  low: z.string(),
  close: z.string(),
  /** In ADA, at least; null where only prices are known. */
  volume: text,
});
export type Candle = z.infer<typeof candle>;

export const candlesAnswer = z.object({
  unit: z.string(),
  currency: currencyCode,
  interval: z.enum(candleIntervals),
  candles: z.array(candle),
  /** `looks`: the pools as they were at our looks; `points`: stored states of its deepest pools; null where there is nothing. */
  source: z.enum(["looks", "points", "looks and points"]).nullable(),
  /** More of the past is being looked up. */
  later: z.boolean(),
});
export type CandlesAnswer = z.infer<typeof candlesAnswer>;
