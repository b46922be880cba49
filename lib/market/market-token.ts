import Fraction from "fraction.js";
import { z } from "zod";
import type { Unit } from "@/lib/cardano/brand";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import { choosePrice, type ChosenPrice } from "@/lib/market/choose-price";
import { isBelieved } from "@/lib/market/judge-jump";
import { poolIn, poolOutput, type PoolOutput } from "@/lib/market/pool-output";
import { priceCandidates, type SeenPool } from "@/lib/market/price-candidates";
import { amountOf, tradeBetween, type SeenTrade } from "@/lib/market/seen-trade";
import { dayMs, hourMs } from "@/lib/rates/instants";

/** Anybody can make pools of a token: those with the least ADA are left out. */
export const poolsPerToken = 24;
/** A price of 24 hours ago, and the hour that is not over. */
const hoursKept = 26;
/** A pool that is younger may be all of its makers' market. */
const provenAfterMs = 7 * dayMs;

const unit = z.string().refine(isUnit);
const digits = z.string().regex(/^\d{1,30}$/);
/** An exact rational as `n` or `n/d`. */
const rational = z.string().regex(/^\d{1,200}(\/\d{1,200})?$/);

export const keptPool = z.object({
  poolUnit: unit,
  output: poolOutput,
  /** ms since the epoch: when the chain was asked; the newest answer wins. */
  seenAt: z.int(),
  /** When it was first seen, where it was not there from the beginning; null: older than our own look. */
  bornAt: z.int().nullable(),
});
export type KeptPool = z.output<typeof keptPool>;

const hour = z.object({
  /** Hours since the epoch. */
  hour: z.int(),
  close: rational,
  trades: z.int().nonnegative(),
  volumeLovelace: digits,
});

/** All that the market knows of one token, in one value. Prices are lovelace for one smallest part. */
export const marketToken = z.object({
  unit,
  price: z
    .object({
      price: rational,
      class: z.enum(["firm", "thin", "unreliable"]),
      depthLovelace: digits,
      /** How many pools it is the median of. */
      pools: z.int().positive(),
      from: z.object({
        dex: z.string(),
        poolUnit: unit,
        txHash: z.string(),
        height: z.int().nullable(),
        via: unit.nullable(),
      }),
      /** When the chain was asked. */
      at: z.iso.datetime(),
    })
    .nullable(),
  /** What the last look found and is not believed yet. */
  doubted: rational.nullable(),
  /** Oldest first; an hour without a look is not there. */
  hours: z.array(hour).max(hoursKept),
  pools: z.array(keptPool).max(poolsPerToken),
});
export type MarketToken = z.output<typeof marketToken>;

export const unknownToken = (of: Unit): MarketToken => ({ unit: of, price: null, doubted: null, hours: [], pools: [] });

/** Pools as prices are chosen from them. */
export function seenPools(pools: readonly KeptPool[], nowMs: number): SeenPool[] {
  return pools.flatMap(({ output, bornAt }) => {
    const pool = poolIn(output);
    const isUnproven = bornAt !== null && nowMs - bornAt < provenAfterMs;
    return pool === null ? [] : [{ pool, txHash: output.txHash, height: output.height, isUnproven }];
  });
}

interface Look {
  /** Pools of the token that were seen anew. */
  readonly pools: readonly KeptPool[];
  /** Pools by which stable coins cost what they do. */
  readonly quotes: readonly SeenPool[];
  readonly nowMs: number;
}

/** The token after a look at its pools. An older look changes nothing, the same look twice nothing more. */
export function afterLook(last: MarketToken, { pools, quotes, nowMs }: Look): MarketToken {
  const births = new Map(last.pools.map(({ poolUnit, bornAt }) => [poolUnit, bornAt]));
  // Who saw it again need not know how old it is.
  const fresh = pools
    .filter((pool) => isNewer(pool, last.pools))
    .map((pool) => ({ ...pool, bornAt: pool.bornAt ?? births.get(pool.poolUnit) ?? null }));
  const seenAnew = new Set(fresh.map(({ poolUnit }) => poolUnit));
  const kept = deepest([...last.pools.filter(({ poolUnit }) => !seenAnew.has(poolUnit)), ...fresh]);
  const found = choosePrice(priceCandidates(last.unit, [...seenPools(kept, nowMs), ...quotes]));
  const { price, doubted } = shownAfter(last, found, nowMs);
  return { ...last, price, doubted, pools: kept, hours: hoursAfter(last, fresh, price?.price ?? null, nowMs) };
}

const isNewer = (pool: KeptPool, others: readonly KeptPool[]) =>
  others.every((other) => other.poolUnit !== pool.poolUnit || other.seenAt < pool.seenAt || isHigher(pool, other));

/** Who is told of a block says when it was made; an answer that was given since may not have known of it yet. */
const isHigher = ({ output: { height } }: KeptPool, { output: { height: other } }: KeptPool) =>
  height !== null && other !== null && height > other;

export const adaOf = (output: PoolOutput) => amountOf(output, lovelace);

/** What was traded in the pools that were seen anew, since they were seen before. */
export function tradesSeen(last: MarketToken, pools: readonly KeptPool[]): SeenTrade[] {
  const before = new Map(last.pools.map((pool) => [pool.poolUnit, pool.output]));
  return pools
    .filter((pool) => isNewer(pool, last.pools))
    .flatMap(({ poolUnit, output, seenAt }) => {
      const old = before.get(poolUnit);
      return (old && tradeBetween(old, output, last.unit, seenAt)) ?? [];
    });
}

function deepest(pools: readonly KeptPool[]): KeptPool[] {
  const byAda = pools.toSorted((a, b) => {
    const difference = adaOf(b.output) - adaOf(a.output);
    if (difference !== 0n) return difference > 0n ? 1 : -1;
    return a.poolUnit < b.poolUnit ? -1 : 1;
  });
  return byAda.slice(0, poolsPerToken);
}

function shownAfter(
  last: MarketToken,
  found: ChosenPrice | null,
  nowMs: number,
): Pick<MarketToken, "price" | "doubted"> {
  if (found === null) return { price: null, doubted: null };
  const shown = last.price && {
    price: new Fraction(last.price.price),
    class: last.price.class,
    doubted: last.doubted === null ? null : new Fraction(last.doubted),
  };
  if (!isBelieved(shown, found)) return { price: last.price, doubted: found.price.toFraction() };
  const { dex, poolUnit, txHash, height, via } = found.from;
  return {
    price: {
      price: found.price.toFraction(),
      class: found.class,
      depthLovelace: found.depthLovelace.toString(),
      pools: found.among.length,
      from: { dex, poolUnit, txHash, height, via },
      at: new Date(nowMs).toISOString(),
    },
    doubted: null,
  };
}

/** Trades between two looks are seen as one, so that trades and volume are the least that there were. */
function hoursAfter(last: MarketToken, fresh: readonly KeptPool[], close: string | null, nowMs: number) {
  if (close === null) return last.hours;
  const traded = tradesSeen(last, fresh).map((trade) => (trade.lovelace < 0n ? -trade.lovelace : trade.lovelace));
  const now = Math.floor(nowMs / hourMs);
  const current = last.hours.find((each) => each.hour === now);
  const volume = traded.reduce((sum, change) => sum + change, BigInt(current?.volumeLovelace ?? 0));
  return [
    ...last.hours.filter((each) => each.hour !== now),
    { hour: now, close, trades: (current?.trades ?? 0) + traded.length, volumeLovelace: volume.toString() },
  ]
    .toSorted((a, b) => a.hour - b.hour)
    .slice(-hoursKept);
}

/** The close of the last look of at least 24 hours ago; null where none is that old. */
export function closeBefore({ hours }: MarketToken, nowMs: number): string | null {
  return hours.filter((each) => each.hour <= Math.floor(nowMs / hourMs) - 24).at(-1)?.close ?? null;
}

/** Trades and their ADA in the last 24 hours, at least. */
export function traded24h({ hours }: MarketToken, nowMs: number): { trades: number; volumeLovelace: bigint } {
  const recent = hours.filter((each) => each.hour > Math.floor(nowMs / hourMs) - 24);
  return {
    trades: recent.reduce((sum, { trades }) => sum + trades, 0),
    volumeLovelace: recent.reduce((sum, { volumeLovelace }) => sum + BigInt(volumeLovelace), 0n),
  };
}
