import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { fromCache } from "@/lib/cache/from-cache";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { afterLook, marketToken, seenPools, unknownToken, type MarketToken } from "@/lib/market/market-token";
import { readPoolsOf } from "@/lib/market/pool-store";
import type { SeenPool } from "@/lib/market/price-candidates";
import { stableCoins } from "@/lib/market/stable-coins";
import { redisKey, withRedis } from "@/lib/redis";

/** A token that no look finds changed for so long is read from Postgres again. */
export const tokenLifetimeSeconds = 7_200;

export const tokenKey = (unit: Unit) => redisKey("prices", unit);

/** What Redis has of them, by unit; one command. Nothing where it is away. */
async function fromRedis(units: readonly Unit[]): Promise<Map<Unit, MarketToken>> {
  const values = await fromCache(() => withRedis(1, (redis) => redis.mget<(string | null)[]>(...units.map(tokenKey))));
  const tokens = (values ?? []).flatMap((value) => (value === null ? [] : readToken(JSON.parse(value))));
  return new Map(tokens.map((token) => [token.unit, token]));
}

/** A value of an older form is as good as none. */
function readToken(value: unknown): MarketToken[] {
  const parsed = marketToken.safeParse(value);
  if (parsed.success) return [parsed.data];
  log.warn("market.odd_token", { issues: parsed.error.issues.slice(0, 3) });
  return [];
}

/** What the last flush kept of them. */
async function fromPostgres(units: readonly Unit[]): Promise<Map<Unit, MarketToken>> {
  const rows = await db().marketToken.findMany({ where: { unit: { in: [...units] } }, select: { state: true } });
  const tokens = rows.flatMap(({ state }) => readToken(state));
  return new Map(tokens.map((token) => [token.unit, token]));
}

/** The pools with an ADA side by which the stable coins are priced. */
export const quotePools = (tokens: Iterable<MarketToken>, nowMs: number): SeenPool[] =>
  [...tokens]
    .filter(({ unit }) => stableCoins.has(unit))
    .flatMap(({ pools }) => seenPools(pools, nowMs))
    .filter(({ pool }) => pool.reserves.has(lovelace));

/**
 * Tokens as the market knows them: in Redis, else as of the last flush, else as of the last walk over all pools. Of a token that
 * none of them has there is none in the map.
 */
export async function readTokens(units: readonly Unit[], nowMs: number): Promise<Map<Unit, MarketToken>> {
  const wanted = [...new Set(units)].filter((unit) => unit !== lovelace);
  if (wanted.length === 0) return new Map();
  const hot = await fromRedis(wanted);
  const cold = wanted.filter((unit) => !hot.has(unit));
  if (cold.length === 0) return hot;
  const [flushed, pools] = await Promise.all([fromPostgres(cold), readPoolsOf([...cold, ...stableCoins])]);
  const quotes = quotePools(
    [...stableCoins].map((unit) => ({ ...unknownToken(unit), pools: (pools.get(unit) ?? []).slice() })),
    nowMs,
  );
  const walked = cold.flatMap((unit) => {
    const last = flushed.get(unit) ?? unknownToken(unit);
    const known = pools.get(unit) ?? [];
    if (known.length === 0) return flushed.get(unit) ?? [];
    return afterLook(last, { pools: known, quotes, nowMs: Math.max(...known.map(({ seenAt }) => seenAt)) });
  });
  return new Map([...hot, ...walked.map((token): [Unit, MarketToken] => [token.unit, token])]);
}
