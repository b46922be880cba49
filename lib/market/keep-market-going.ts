import "server-only";
import { asked } from "@/lib/asker";
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
    walkMessage({ day: Math.floor(nowMs / dayMs), script: 0, page: 1 }, 0),
    tickMessage(floorTo(idleMs, nowMs), nowMs),
  ]);
}

const atMostEverySeconds = 900;

/** Begins it for a page that finds nothing: a new server need not wait for its first sweep. A page does without where it cannot. */
export async function beginMarket(nowMs: number): Promise<void> {
  try {
    const options = { nx: true, ex: atMostEverySeconds } as const;
    const isFirst = await withRedis(1, (redis) => redis.set(redisKey("market", "begun"), "1", options));
    // It is for everybody: whoever comes first does not pay for it.
    if (isFirst !== null) await asked(null, () => keepMarketGoing(nowMs));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("market.not_begun", { error });
  }
}
