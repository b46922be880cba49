import "server-only";
import { WindowClosed } from "@/lib/budget/call-window";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { marketWindow } from "@/lib/market/market-window";
import { walkMessage, type WalkPayload } from "@/lib/market/messages";
import { savePools, wasWalkedBefore } from "@/lib/market/pool-store";
import { pollPools, walkedScripts } from "@/lib/market/poll-pools";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";

/** Anybody can fill a script's address with outputs: behind this page of one there are only pools that nobody trades. */
const pagesPerScript = 60;
const pauseMs = 20_000;

/** Goes through all pools of all protocols, a few pages a message; what trades between two walks the ticks see. */
export async function walkPools({ day, script, page }: WalkPayload): Promise<JobOutcome> {
  if (env().MARKET === "off") return "stale";
  const startedAt = Date.now();
  const isFirst = !(await wasWalkedBefore(day));
  const window = marketWindow(startedAt);
  const at = { script, page };
  try {
    for (let hash = walkedScripts[at.script]; hash !== undefined; hash = walkedScripts[at.script]) {
      const { pools, isLast } = await pollPools(hash, at.page, window);
      await savePools(pools.map((pool) => (isFirst ? pool : { ...pool, bornAt: pool.seenAt })));
      const isOver = isLast || at.page >= pagesPerScript;
      Object.assign(at, isOver ? { script: at.script + 1, page: 1 } : { page: at.page + 1 });
    }
  } catch (error) {
    if (!(error instanceof WindowClosed)) {
      // One script that cannot be listed does not hide the others.
      log.warn("market.script_unread", { script: walkedScripts[at.script], page: at.page, error });
      Object.assign(at, { script: at.script + 1, page: 1 });
    }
  } finally {
    await window.close();
  }
  if (at.script >= walkedScripts.length) return "done";
  await publish([
    walkMessage({ day, ...at }, window.stop === undefined ? 0 : Math.max(pauseMs, window.stop.retryInMs)),
  ]);
  return "done";
}

/** A walk that is lost is made up for by tomorrow's, which the daily sweep begins. */
export const leaveToTomorrow = (): Promise<JobOutcome> => Promise.resolve("stale");
