import "server-only";
import { keptAmong } from "@/lib/market/kept-units";
import { traded24h, type MarketToken } from "@/lib/market/market-token";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";
import { redisKey, withRedis } from "@/lib/redis";

/** In a day: so much trade makes a token worth keeping though nobody holds it. */
const keptFromTrades = 10;
const keptFromDollars = 100n;
/** The same where nobody says what an ada costs. */
const keptFromLovelaceWithoutRate = 200_000_000n;
const lovelacePerAda = 1_000_000n;
const rateKeptSeconds = 3_600;

/** Those of the tokens that Postgres is to know: traded enough in a day, or somebody's. Throws `cache_unavailable`. */
export async function worthKeeping(tokens: readonly MarketToken[], nowMs: number): Promise<MarketToken[]> {
  const days = tokens.map((token) => ({ token, ...traded24h(token, nowMs) }));
  const few = days.filter(({ trades }) => trades < keptFromTrades);
  const kept = await keptAmong(
    few.map(({ token }) => token.unit),
    nowMs,
  );
  const open = few.filter(({ token, volumeLovelace }) => !kept.has(token.unit) && volumeLovelace > 0n);
  const least = open.length === 0 ? null : await leastLovelace();
  const dropped = new Set(
    few
      .filter(({ token, volumeLovelace }) => !kept.has(token.unit) && (least === null || volumeLovelace < least))
      .map(({ token }) => token.unit),
  );
  return tokens.filter(({ unit }) => !dropped.has(unit));
}

/** What a hundred dollars are in lovelace, as of some time within the last hour. */
async function leastLovelace(): Promise<bigint> {
  const key = redisKey("market", "least");
  const kept = await withRedis(1, (redis) => redis.get<string>(key));
  if (kept !== null && /^\d{1,20}$/.test(kept)) return BigInt(kept);
  const { rate } = await newestAdaRate("USD");
  const least =
    rate === null || rate.n === 0n ? keptFromLovelaceWithoutRate : (keptFromDollars * lovelacePerAda * rate.d) / rate.n;
  await withRedis(1, (redis) => redis.set(key, least.toString(), { ex: rateKeptSeconds }));
  return least;
}
