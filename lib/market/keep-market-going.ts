import "server-only";
import { asked } from "@/lib/asker";
import { fromCache } from "@/lib/cache/from-cache";
import { AppError } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { tickMessage, walkMessage } from "@/lib/market/messages";
import { publish } from "@/lib/queue/publish";
import { redisKey, withRedis } from "@/lib/redis";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** Begins the day's walk over all pools and the next look at the market, once however often it is called. Throws `queue_unavailable`. */
export async function keepMarketGoing(nowMs: number): Promise<void> {
  if (env().MARKET === "off") return;
  const idleMs = env().MARKET_IDLE_TICK_SECONDS * 1_000;
  await publish([
    walkMessage({ day: Math.floor(nowMs / dayMs), script: 0, page: 1, failures: 0, round: 0 }, 0),
    tickMessage(floorTo(idleMs, nowMs), nowMs),
  ]);
}

const begunKey = () => redisKey("market", "begun");
const lostAfterSeconds = 900;
const walkLastsSeconds = 172_800;

/**
 * Begins it for whoever finds nothing: a new server need not wait for its first sweep. Once however often it is called, until a walk
 * that did not begin is taken for lost. One does without where it cannot.
 */
export async function beginMarket(nowMs: number): Promise<void> {
  try {
    const options = { nx: true, ex: lostAfterSeconds } as const;
    const isFirst = await withRedis(1, (redis) => redis.set(begunKey(), "1", options));
    // It is for everybody: whoever comes first does not pay for it.
    if (isFirst !== null) await asked(null, () => keepMarketGoing(nowMs));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("market.not_begun", { error });
  }
}

/** Whether somebody began it lately. False, too, where nobody can say. */
export const isMarketBegun = async (): Promise<boolean> =>
  (await fromCache(() => withRedis(1, (redis) => redis.exists(begunKey())))) === 1;

const walkedKey = () => redisKey("market", "walked");

/** All pools have been gone through. Throws `cache_unavailable`. */
export const noteWalkEnd = (): Promise<unknown> =>
  withRedis(1, (redis) => redis.set(walkedKey(), "1", { ex: walkLastsSeconds }));

/** Whether they were lately. False, too, where nobody can say. */
export const isMarketWalked = async (): Promise<boolean> =>
  (await fromCache(() => withRedis(1, (redis) => redis.exists(walkedKey())))) === 1;

/** A walk has begun: nobody need begin another before the sweeps of two days. Throws `cache_unavailable`. */
export const noteWalk = (): Promise<unknown> =>
  withRedis(1, (redis) => redis.set(begunKey(), "1", { ex: walkLastsSeconds }));
