import "server-only";
import { isUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { toJson } from "@/lib/http/to-json";
import { log } from "@/lib/log";
import { beginFlush, endFlush } from "@/lib/market/flush-outcomes";
import { dirtyKey } from "@/lib/market/ingest-pools";
import { traded24h, type MarketToken } from "@/lib/market/market-token";
import type { PricePoint } from "@/lib/market/price-point";
import { withSeen } from "@/lib/market/save-points";
import { somebodysPoints } from "@/lib/market/somebodys-points";
import { peekTokens } from "@/lib/market/token-store";
import { worthKeeping } from "@/lib/market/worth-keeping";
import { hourMs } from "@/lib/rates/instants";
import { redisKey, withRedis } from "@/lib/redis";

/** Never oftener, whatever the ticks are set to. */
const leastSeconds = 300;
const tokensPerFlush = 2_000;

/**
 * Writes what changed since the last flush to Postgres, in one statement, at most every five minutes. What is marked as changed is
 * taken off the list when it is written: a flush that is killed is made again, with the same rows. Where nothing changed that is
 * worth keeping, Postgres is not asked. Throws `cache_unavailable`.
 */
export async function flushWhenDue(nowMs: number): Promise<void> {
  const seconds = Math.max(leastSeconds, env().MARKET_TICK_SECONDS);
  const isDue = await withRedis(1, (redis) =>
    redis.set(redisKey("market", "flushed"), String(nowMs), { nx: true, ex: seconds - 5 }),
  );
  if (isDue === null) return;
  const words = await withRedis(1, (redis) =>
    redis.zrange<string[]>(dirtyKey(), "-inf", nowMs, {
      byScore: true,
      offset: 0,
      count: tokensPerFlush,
      withScores: true,
    }),
  );
  const units = words.filter((_, at) => at % 2 === 0);
  if (units.length === 0) return;
  await beginFlush();
  const beganAt = performance.now();
  const tokens = await worthKeeping([...(await peekTokens(units.filter(isUnit), nowMs)).values()], nowMs);
  const points = await somebodysPoints(
    tokens.flatMap(({ pools }) => pools),
    nowMs,
  );
  const rows = tokens.length === 0 ? 0 : await saveTokens(tokens, points, nowMs);
  const flush = {
    at: new Date(nowMs).toISOString(),
    changed: units.length,
    rows,
    ms: Math.round(performance.now() - beganAt),
    lagMs: Math.max(0, nowMs - Number(words[1])),
  };
  await endFlush(dirtyKey(), units, nowMs, flush);
  log.info("market.flushed", flush);
}

/** Writes the rows that say something new, with the day's first word of each pool; resolves with how many tokens there were. */
function saveTokens(tokens: readonly MarketToken[], points: readonly PricePoint[], nowMs: number): Promise<number> {
  const rows = tokens.map((token) => ({
    unit: token.unit,
    state: token,
    pricedAt: token.price?.at ?? new Date(0).toISOString(),
    tradedAt: tradedAt(token, nowMs),
  }));
  return db().$executeRaw`
    ${withSeen(points)}
    INSERT INTO market_token AS m (unit, state, priced_at, traded_at)
    SELECT unit, state, "pricedAt", "tradedAt"
    FROM jsonb_to_recordset(${toJson(rows)}::jsonb) AS r(unit text, state jsonb, "pricedAt" timestamptz, "tradedAt" timestamptz)
    ON CONFLICT (unit) DO UPDATE SET state = excluded.state, priced_at = excluded.priced_at,
      traded_at = coalesce(excluded.traded_at, m.traded_at)
    WHERE m.priced_at <= excluded.priced_at AND m.state <> excluded.state`;
}

/** The hour of the last trade of the day; null where there was none. */
function tradedAt(token: MarketToken, nowMs: number): string | null {
  if (traded24h(token, nowMs).trades === 0) return null;
  const last = token.hours.findLast(({ trades }) => trades > 0);
  return last === undefined ? null : new Date(last.hour * hourMs).toISOString();
}
