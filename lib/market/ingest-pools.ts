import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { toJson } from "@/lib/http/to-json";
import { afterLook, unknownToken, type MarketToken } from "@/lib/market/market-token";
import type { StoredPool } from "@/lib/market/pool-store";
import { stableCoins } from "@/lib/market/stable-coins";
import { quotePools, readTokens, tokenKey, tokenLifetimeSeconds } from "@/lib/market/token-store";
import { dayMs } from "@/lib/rates/instants";
import { redisKey, withRedis } from "@/lib/redis";

/** Which output each pool was last seen in; of one day, so that it forgets pools that are gone. */
const seenKey = (nowMs: number) => redisKey("market", "seen", String(Math.floor(nowMs / dayMs)));
/** Tokens that changed since the last flush, by when. */
export const dirtyKey = () => redisKey("market", "dirty");

const placeOf = ({ output: { txHash, index } }: StoredPool) => `${txHash}#${String(index)}`;

/** Those of the pools that are in another output than when they were last looked at. Throws `cache_unavailable`. */
export async function changedPools(pools: readonly StoredPool[], nowMs: number): Promise<StoredPool[]> {
  if (pools.length === 0) return [];
  const known = await withRedis(1, (redis) =>
    redis.hmget<Record<string, string | null>>(seenKey(nowMs), ...pools.map(({ poolUnit }) => poolUnit)),
  );
  return pools.filter((pool) => known?.[pool.poolUnit] !== placeOf(pool));
}

/**
 * What the market knows after pools were seen: each token of theirs, priced anew. Whoever saw them, the newest look wins, and the
 * same look twice is one. Resolves with the tokens whose price or hours are others. Throws `cache_unavailable`.
 */
export async function ingestPools(pools: readonly StoredPool[], nowMs: number): Promise<MarketToken[]> {
  const units = [...new Set(pools.flatMap((pool) => pool.units))].filter((unit) => unit !== lovelace);
  if (units.length === 0) return [];
  const known = await readTokens([...units, ...stableCoins], nowMs);
  const looked = (unit: Unit, quotes: Parameters<typeof afterLook>[1]["quotes"]) =>
    afterLook(known.get(unit) ?? unknownToken(unit), {
      pools: pools
        .filter((pool) => pool.units.includes(unit))
        .map(({ poolUnit, output, seenAt, bornAt }) => ({ poolUnit, output, seenAt, bornAt })),
      quotes,
      nowMs,
    });
  const stable = [...stableCoins].map((unit) => looked(unit, []));
  const quotes = quotePools(stable, nowMs);
  const tokens = units.map((unit) => looked(unit, quotes));
  await write(tokens, pools, nowMs);
  return tokens;
}

async function write(tokens: readonly MarketToken[], pools: readonly StoredPool[], nowMs: number): Promise<void> {
  await withRedis(tokens.length + 3, (redis) => {
    const pipeline = redis.pipeline();
    for (const token of tokens) pipeline.set(tokenKey(token.unit), toJson(token), { ex: tokenLifetimeSeconds });
    const [first, ...others] = tokens.map(({ unit }) => ({ score: nowMs, member: unit }));
    if (first !== undefined) pipeline.zadd(dirtyKey(), first, ...others);
    pipeline.hset(seenKey(nowMs), Object.fromEntries(pools.map((pool) => [pool.poolUnit, placeOf(pool)])));
    pipeline.expire(seenKey(nowMs), (2 * dayMs) / 1_000);
    return pipeline.exec();
  });
}
