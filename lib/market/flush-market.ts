import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { isUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { toJson } from "@/lib/http/to-json";
import { log } from "@/lib/log";
import { dirtyKey } from "@/lib/market/ingest-pools";
import { traded24h, type MarketToken } from "@/lib/market/market-token";
import { readTokens } from "@/lib/market/token-store";
import { redisKey, withRedis } from "@/lib/redis";

/** Never oftener, whatever the ticks are set to. */
const leastSeconds = 300;
const tokensPerFlush = 2_000;
/** Worth keeping though nobody holds it. */
const keptFromTrades = 10;
const keptFromLovelace = 200_000_000n;

/**
 * Writes what changed since the last flush to Postgres, in one statement, at most every five minutes. What is marked as changed is
 * taken off the list when it is written: a flush that is killed is made again, with the same rows. Throws `cache_unavailable`.
 */
export async function flushWhenDue(nowMs: number): Promise<void> {
  const seconds = Math.max(leastSeconds, env().MARKET_TICK_SECONDS);
  const isDue = await withRedis(1, (redis) =>
    redis.set(redisKey("market", "flushed"), String(nowMs), { nx: true, ex: seconds - 5 }),
  );
  if (isDue === null) return;
  const units = await withRedis(1, (redis) =>
    redis.zrange<string[]>(dirtyKey(), "-inf", nowMs, { byScore: true, offset: 0, count: tokensPerFlush }),
  );
  if (units.length === 0) return;
  const tokens = [...(await readTokens(units.filter(isUnit), nowMs)).values()];
  const worth = await worthKeeping(tokens, nowMs);
  const rows = worth.length === 0 ? 0 : await saveTokens(worth);
  await withRedis(1, (redis) => redis.eval(forgetScript, [dirtyKey()], [String(nowMs), ...units]));
  log.info("market.flushed", { changed: units.length, kept: worth.length, rows, ms: Date.now() - nowMs });
}

/** Takes units off the list that did not change again since the time that the flush is of. */
const forgetScript = `
for at = 2, #ARGV do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[at])
  if score and tonumber(score) <= tonumber(ARGV[1]) then redis.call('ZREM', KEYS[1], ARGV[at]) end
end
return 1`;

/** Traded enough, or somebody's. */
async function worthKeeping(tokens: readonly MarketToken[], nowMs: number): Promise<MarketToken[]> {
  const isTraded = (token: MarketToken) => {
    const { trades, volumeLovelace } = traded24h(token, nowMs);
    return trades >= keptFromTrades || volumeLovelace >= keptFromLovelace;
  };
  const quiet = tokens.filter((token) => !isTraded(token));
  const held = await heldUnits(quiet.map(({ unit }) => unit));
  return tokens.filter((token) => isTraded(token) || held.has(token.unit));
}

async function heldUnits(units: readonly Unit[]): Promise<Set<string>> {
  if (units.length === 0) return new Set();
  const rows = await db().$queryRaw<{ unit: string }[]>`
    SELECT u.unit FROM unnest(${[...units]}::text[]) AS u(unit)
    WHERE EXISTS (SELECT FROM balance b WHERE b.unit = u.unit AND b.quantity > 0)`;
  return new Set(rows.map(({ unit }) => unit));
}

/** Writes the rows that say something new; resolves with how many there were. */
function saveTokens(tokens: readonly MarketToken[]): Promise<number> {
  const rows = tokens.map((token) => ({
    unit: token.unit,
    state: token,
    pricedAt: token.price?.at ?? new Date(0).toISOString(),
  }));
  return db().$executeRaw`
    INSERT INTO market_token AS m (unit, state, priced_at)
    SELECT unit, state, "pricedAt" FROM jsonb_to_recordset(${toJson(rows)}::jsonb) AS r(unit text, state jsonb, "pricedAt" timestamptz)
    ON CONFLICT (unit) DO UPDATE SET state = excluded.state, priced_at = excluded.priced_at
    WHERE m.priced_at <= excluded.priced_at AND m.state <> excluded.state`;
}
