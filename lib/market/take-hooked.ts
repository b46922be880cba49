import "server-only";
import { asked } from "@/lib/asker";
import { AppError } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { pushHooked } from "@/lib/market/hooked-list";
import { hookedPools } from "@/lib/market/hooked-pools";
import { tickMessage } from "@/lib/market/messages";
import { hasViewer } from "@/lib/market/viewers";
import { publish } from "@/lib/queue/publish";
import { floorTo } from "@/lib/rates/instants";

/** While somebody looks, what webhooks bring is taken in that often. */
const soonMs = 60_000;

/**
 * Keeps the pools of a webhook's event, whose signature is good, for the next look; one command where there are any. While somebody
 * looks at the market that look comes soon, else when it would come anyway. Throws `cache_unavailable`.
 */
export async function takeHooked(told: unknown, nowMs: number): Promise<void> {
  if (env().MARKET === "off") return;
  const pools = hookedPools(told);
  if (pools.length === 0) return;
  const waiting = await pushHooked(pools);
  if (waiting > 0 || !(await hasViewer())) return;
  try {
    // It is for everybody: nobody pays for it.
    await asked(null, () => publish([tickMessage(floorTo(soonMs, nowMs) + soonMs, nowMs)]));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("market.tick_not_begun", { error });
  }
}
