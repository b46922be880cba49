import "server-only";
import { jsonOrNull } from "@/lib/http/json-or-null";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { fromCache } from "@/lib/cache/from-cache";
import { db } from "@/lib/db";
import { toJson } from "@/lib/http/to-json";
import { log } from "@/lib/log";
import { noteUntraded, takeReading, untradedKey } from "@/lib/market/cold-tokens";
import { afterLook, marketToken, seenPools, unknownToken, type MarketToken } from "@/lib/market/market-token";
import { readPoolsOf } from "@/lib/market/pool-store";
import type { SeenPool } from "@/lib/market/price-candidates";
import { sendAll, type Command } from "@/lib/market/rank-tokens";
import { stableCoins } from "@/lib/market/stable-coins";
import { redisKey, withRedis } from "@/lib/redis";

/** A token that no look finds changed for so long is read from Postgres again. */
export const tokenLifetimeSeconds = 7_200;

export const tokenKey = (unit: Unit) => redisKey("prices", unit);

/** KEYS: units looked for in vain, tokens. ARGV: units → each one's value, "untraded", or null. */
const readScript = `
local values = {}
for at = 1, #ARGV do
  values[at] = redis.call('GET', KEYS[at + 1]) or (redis.call('HEXISTS', KEYS[1], ARGV[at]) == 1 and 'untraded')
end
return values`;

interface Held {
  /** What Redis has of them that still has pools, by unit. */
  readonly hot: Map<Unit, MarketToken>;
  /** Those that it has nothing of. */
  readonly cold: Unit[];
  /** Of those the ones that nobody looked for in vain lately. */
  readonly missing: Unit[];
  /** Redis did not answer. */
  readonly isAway: boolean;
}

/** One command. Where Redis is away all are missing. */
async function hotAndCold(units: readonly Unit[], nowMs: number): Promise<Held> {
  const wanted = [...new Set(units)].filter((unit) => unit !== lovelace);
  if (wanted.length === 0) return { hot: new Map(), cold: [], missing: [], isAway: false };
  const keys = [untradedKey(nowMs), ...wanted.map(tokenKey)];
  const values = await fromCache(() =>
    withRedis(1, (redis) => redis.eval<string[], (string | null)[]>(readScript, keys, wanted)),
  );
  const untraded = new Set(wanted.filter((_, at) => values?.[at] === "untraded"));
  const held = wanted.flatMap((unit, at) => {
    const value = values?.[at] ?? null;
    return value === null || untraded.has(unit) ? [] : readToken(jsonOrNull(value));
  });
  const known = new Set(held.map(({ unit }) => unit));
  const cold = wanted.filter((unit) => !known.has(unit));
  return {
    hot: new Map(held.flatMap((token) => (token.pools.length === 0 ? [] : [[token.unit, token] as const]))),
    cold,
    missing: cold.filter((unit) => !untraded.has(unit)),
    isAway: values === null,
  };
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

/** What the last flushes kept of the tokens that changed last, the newest first. */
export async function newestFlushed(count: number): Promise<MarketToken[]> {
  const rows = await db().marketToken.findMany({
    orderBy: { pricedAt: "desc" },
    take: count,
    select: { state: true },
  });
  return rows.flatMap(({ state }) => readToken(state));
}

/** The pools with an ADA side by which the stable coins are priced. */
export const quotePools = (tokens: Iterable<MarketToken>, nowMs: number): SeenPool[] =>
  [...tokens]
    .filter(({ unit }) => stableCoins.has(unit))
    .flatMap(({ pools }) => seenPools(pools, nowMs))
    .filter(({ pool }) => pool.reserves.has(lovelace));

/** Of tokens that Redis lacks, no more are put back at once; the next page puts back others. */
const keptAtOnce = 200;
/** Whoever else reads the same has it by then. */
const waitsMs = [50, 100, 200, 400];

/**
 * Tokens as the market knows them: in Redis, else as of the last flush, else as of the last walk over all pools. What Redis lacked
 * one reads and puts back for all who want the same. Of a token that none of them has there is none in the map.
 */
export async function readTokens(units: readonly Unit[], nowMs: number): Promise<Map<Unit, MarketToken>> {
  const { hot, missing, isAway } = await hotAndCold(units, nowMs);
  if (missing.length === 0) return hot;
  const isOurs = isAway ? null : await takeReading(missing);
  if (isOurs === false) return new Map([...hot, ...(await afterOthers(missing, nowMs))]);
  const found = await coldTokens(missing, nowMs);
  if (isOurs === true) await putBack(missing, found, nowMs);
  return new Map([...hot, ...found]);
}

/** The same for a job, which writes what it makes of them: nothing is put back. */
export async function peekTokens(units: readonly Unit[], nowMs: number): Promise<Map<Unit, MarketToken>> {
  const { hot, cold } = await hotAndCold(units, nowMs);
  return cold.length === 0 ? hot : new Map([...hot, ...(await coldTokens(cold, nowMs))]);
}

/** What others put back meanwhile, and at last what they did not. */
async function afterOthers(units: readonly Unit[], nowMs: number): Promise<Map<Unit, MarketToken>> {
  const found = new Map<Unit, MarketToken>();
  let missing = [...units];
  for (const ms of waitsMs) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const now = await hotAndCold(missing, nowMs);
    for (const [unit, token] of now.hot) found.set(unit, token);
    missing = now.missing;
    if (missing.length === 0) return found;
  }
  return new Map([...found, ...(await coldTokens(missing, nowMs))]);
}

/** Only where no look has put a newer one there in the meantime. */
async function putBack(asked: readonly Unit[], found: ReadonlyMap<Unit, MarketToken>, nowMs: number): Promise<void> {
  const kept = [...found.values()].slice(0, keptAtOnce);
  await Promise.all([
    noteUntraded(
      asked.filter((unit) => !found.has(unit)),
      nowMs,
    ),
    kept.length === 0
      ? null
      : fromCache(() =>
          sendAll(
            kept.map(
              (token): Command =>
                (pipeline) =>
                  pipeline.set(tokenKey(token.unit), toJson(token), { nx: true, ex: tokenLifetimeSeconds }),
            ),
          ),
        ),
  ]);
}

/** What Postgres has of them, in two statements. */
async function coldTokens(units: readonly Unit[], nowMs: number): Promise<Map<Unit, MarketToken>> {
  const [flushed, pools] = await Promise.all([fromPostgres(units), readPoolsOf([...units, ...stableCoins])]);
  const quotes = quotePools(
    [...stableCoins].map((unit) => ({ ...unknownToken(unit), pools: (pools.get(unit) ?? []).slice() })),
    nowMs,
  );
  const walked = units.flatMap((unit) => {
    const last = flushed.get(unit) ?? unknownToken(unit);
    const known = pools.get(unit) ?? [];
    if (known.length === 0) return flushed.get(unit) ?? [];
    return afterLook(last, { pools: known, quotes, nowMs: Math.max(...known.map(({ seenAt }) => seenAt)) });
  });
  return new Map(walked.map((token): [Unit, MarketToken] => [token.unit, token]));
}
