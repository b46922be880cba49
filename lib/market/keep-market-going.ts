import "server-only";
import { env } from "@/lib/env";
import { tickMessage, walkMessage } from "@/lib/market/messages";
import { publish } from "@/lib/queue/publish";
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
