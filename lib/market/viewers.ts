import "server-only";
import { fromCache } from "@/lib/cache/from-cache";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import { tickMessage } from "@/lib/market/messages";
import { publish } from "@/lib/queue/publish";
import { floorTo } from "@/lib/rates/instants";
import { redisKey, withRedis } from "@/lib/redis";

/** So long after a page of the market was last looked at somebody is still there. */
const viewerSeconds = 600;

const viewerKey = () => redisKey("market", "viewer");

/** Whether somebody looks at the market; false where Redis is away. */
export async function hasViewer(): Promise<boolean> {
  return (await fromCache(() => withRedis(1, (redis) => redis.exists(viewerKey())))) === 1;
}

/** Somebody looks. The first after a while starts the ticks that come every few minutes while anybody does; nobody waits for it. */
export async function seeViewer(nowMs: number): Promise<void> {
  const seen = await fromCache(() =>
    withRedis(1, async (redis) => ({ before: await redis.set(viewerKey(), "1", { ex: viewerSeconds, get: true }) })),
  );
  if (seen === null || seen.before !== null) return;
  const tickMs = env().MARKET_TICK_SECONDS * 1_000;
  try {
    await publish([tickMessage(floorTo(tickMs, nowMs), nowMs)]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("market.tick_not_begun", { error });
  }
}
