import "server-only";
import { fromCache } from "@/lib/cache/from-cache";
import { env } from "@/lib/env";
import { tickMessage } from "@/lib/market/messages";
import { publish } from "@/lib/queue/publish";
import { redisKey, withRedis } from "@/lib/redis";

/** So long after a page of the market was last looked at somebody is still there. */
const viewerSeconds = 600;

const viewerKey = () => redisKey("market", "viewer");

/** Whether somebody looks at the market; false where Redis is away. */
export async function hasViewer(): Promise<boolean> {
  return (await fromCache(() => withRedis(1, (redis) => redis.exists(viewerKey())))) === 1;
}

/** Somebody looks. The first after a while starts the ticks that come every few minutes while anybody does. */
export async function seeViewer(nowMs: number): Promise<void> {
  if (env().MARKET === "off") return;
  const before = await fromCache(() =>
    withRedis(1, (redis) => redis.set(viewerKey(), "1", { ex: viewerSeconds, get: true })),
  );
  const tickMs = env().MARKET_TICK_SECONDS * 1_000;
  if (before === null) await publish([tickMessage(Math.floor(nowMs / tickMs) * tickMs, nowMs)]);
}
