import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { toJson } from "@/lib/http/to-json";
import { hashFields } from "@/lib/market/hash-fields";
import { afterLook, tradesSeen, unknownToken, type MarketToken } from "@/lib/market/market-token";
import type { StoredPool } from "@/lib/market/pool-store";
import type { SeenPool } from "@/lib/market/price-candidates";
import { rankCommands, sendAll, tradeCommands, tradedKey, type Command } from "@/lib/market/rank-tokens";
import type { SeenTrade } from "@/lib/market/seen-trade";
import { stableCoins } from "@/lib/market/stable-coins";
import { quotePools, peekTokens, tokenKey, tokenLifetimeSeconds } from "@/lib/market/token-store";
import type { Ranking } from "@/lib/market/token-ranks";
import { dayMs } from "@/lib/rates/instants";
import { redisKey } from "@/lib/redis";

/** Which output each pool was last seen in, and its birth where that is known; of one day, so that it forgets pools that are gone. */
const seenKey = (nowMs: number) => redisKey("market", "seen", String(Math.floor(nowMs / dayMs)));
/** Tokens that changed since the last flush, by when. */
export const dirtyKey = () => redisKey("market", "dirty");

const placeOf = ({ output: { txHash, index } }: StoredPool) => `${txHash}#${String(index)}`;

const seenValue = (pool: StoredPool) => placeOf(pool) + (pool.bornAt === null ? "" : `@${pool.bornAt}`);

interface ChangedPools {
  /** Seen before today, with their births. */
  readonly known: readonly StoredPool[];
  /** Not seen yet today. */
  readonly unseen: readonly StoredPool[];
}

/** Those of the pools that are in another output than when they were last looked at. Throws `cache_unavailable`. */
export async function changedPools(pools: readonly StoredPool[], nowMs: number): Promise<ChangedPools> {
  if (pools.length === 0) return { known: [], unseen: [] };
  const seen = await hashFields(
    seenKey(nowMs),
    pools.map(({ poolUnit }) => poolUnit),
  );
  const known = pools.flatMap((pool, index) => {
    const [place, bornAt] = seen[index]?.split("@") ?? [];
    if (place === undefined || place === placeOf(pool)) return [];
    return [{ ...pool, bornAt: bornAt === undefined ? null : Number(bornAt) }];
  });
  return { known, unseen: pools.filter((_, index) => seen[index] == null) };
}

/**
 * What the market knows after pools were seen: each token of theirs, priced anew. Whoever saw them, the newest look wins, and the
 * same look twice is one. Resolves with the tokens whose price or hours are others. Throws `cache_unavailable`.
 */
export async function ingestPools(pools: readonly StoredPool[], nowMs: number): Promise<MarketToken[]> {
  const units = [...new Set(pools.flatMap((pool) => pool.units))].filter((unit) => unit !== lovelace);
  if (units.length === 0) return [];
  const known = await peekTokens([...units, ...stableCoins], nowMs);
  const last = (unit: Unit) => known.get(unit) ?? unknownToken(unit);
  const poolsOf = (unit: Unit) =>
    pools
      .filter((pool) => pool.units.includes(unit))
      .map(({ poolUnit, output, seenAt, bornAt }) => ({ poolUnit, output, seenAt, bornAt }));
  const looked = (unit: Unit, quotes: readonly SeenPool[]) =>
    afterLook(last(unit), { pools: poolsOf(unit), quotes, nowMs });
  const stable = [...stableCoins].map((unit) => looked(unit, []));
  const quotes = quotePools(stable, nowMs);
  const tokens = units.map((unit) => looked(unit, quotes));
  const trades = units.flatMap((unit) => tradesSeen(last(unit), poolsOf(unit)));
  // Stable coins stay in Redis though nobody trades them: each look needs them.
  const unchanged = [...stableCoins].filter((unit) => !units.includes(unit)).map(last);
  await write({ tokens, unchanged, pools, trades }, nowMs);
  return tokens;
}

/** Hot is another matter: every quarter of an hour, of what was traded since. */
const rankedAtOnce = ["gainers", "losers", "volume", "new"] as const satisfies readonly Ranking[];

interface Looked {
  readonly tokens: readonly MarketToken[];
  readonly unchanged: readonly MarketToken[];
  readonly pools: readonly StoredPool[];
  readonly trades: readonly SeenTrade[];
}

async function write({ tokens, unchanged, pools, trades }: Looked, nowMs: number): Promise<void> {
  const [first, ...others] = tokens.map(({ unit }) => ({ score: nowMs, member: unit }));
  if (first === undefined) return;
  await sendAll([
    ...[...tokens, ...unchanged].map(
      (token): Command =>
        (pipeline) =>
          pipeline.set(tokenKey(token.unit), toJson(token), { ex: tokenLifetimeSeconds }),
    ),
    (pipeline) => pipeline.zadd(dirtyKey(), first, ...others),
    (pipeline) => pipeline.zadd(tradedKey(), first, ...others),
    (pipeline) =>
      pipeline.hset(seenKey(nowMs), Object.fromEntries(pools.map((pool) => [pool.poolUnit, seenValue(pool)]))),
    (pipeline) => pipeline.expire(seenKey(nowMs), (2 * dayMs) / 1_000),
    ...rankCommands(tokens, rankedAtOnce, nowMs),
    ...tradeCommands(trades),
  ]);
}
