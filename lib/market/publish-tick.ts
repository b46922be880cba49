import "server-only";
import { asked } from "@/lib/asker";
import { env } from "@/lib/env";
import { fromCache } from "@/lib/cache/from-cache";
import { tickMessage } from "@/lib/market/messages";
import { publish } from "@/lib/queue/publish";
import { redisKey, withRedis } from "@/lib/redis";

/** When the next look is due, ms since the epoch, as far as it is known to be published. */
export const nextTickKey = () => redisKey("market", "next");

/**
 * Publishes a look at the market, and notes afterwards when it is due; of one time it is one look, however often that is asked for.
 * Where Redis cannot note it, whoever looks next asks for it again. Throws `queue_unavailable`.
 */
export async function publishTick(dueAt: number, nowMs: number): Promise<void> {
  // It is for everybody: whoever looks first does not pay for it.
  await asked(null, () => publish([tickMessage(dueAt, nowMs)]));
  const keptSeconds = 2 * env().MARKET_IDLE_TICK_SECONDS;
  await fromCache(() => withRedis(1, (redis) => redis.set(nextTickKey(), String(dueAt), { ex: keptSeconds })));
}

/** Whether looks come as often as while somebody looks: the next is neither far away, nor so long due that it was lost. */
export const isTicking = (dueAt: string | null, nowMs: number): boolean =>
  dueAt !== null && Math.abs(Number(dueAt) - nowMs) <= env().MARKET_TICK_SECONDS * 1_000;
