import "server-only";
import { WindowClosed } from "@/lib/budget/call-window";
import { AppError } from "@/lib/contract/app-error";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { forgetUntraded } from "@/lib/market/cold-tokens";
import { noteWalk, noteWalkEnd } from "@/lib/market/keep-market-going";
import { marketWindow } from "@/lib/market/market-window";
import { walkMessage, type WalkPayload } from "@/lib/market/messages";
import { savePools, wasWalkedBefore } from "@/lib/market/pool-store";
import { pollPools, walkedScripts } from "@/lib/market/poll-pools";
import { somebodysPoints } from "@/lib/market/somebodys-points";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { dayMs } from "@/lib/rates/instants";

/** Anybody can fill a script's address with outputs: behind this page of one there are only pools that nobody trades. */
const pagesPerScript = 60;
const pauseMs = 20_000;
/** Far more than the longest walk takes. */
const roundsAllowed = 2_000;
/** A page that cannot be read so often hides the rest of its script until tomorrow, and nothing else. */
const failuresAllowed = 3;

/**
 * Goes through all pools of all protocols, a few pages a message; what trades between two walks the ticks see. Throws
 * `cache_unavailable` where nobody grants calls: the message goes on from where it began.
 */
export async function walkPools({ day, round, ...from }: WalkPayload): Promise<JobOutcome> {
  if (env().MARKET === "off") return "stale";
  const startedAt = Date.now();
  await noteWalk();
  const isFirst = !(await wasWalkedBefore(new Date(day * dayMs)));
  const window = marketWindow(startedAt);
  const at = { script: from.script, page: from.page, failures: from.failures };
  try {
    for (let hash = walkedScripts[at.script]; hash !== undefined; hash = walkedScripts[at.script]) {
      const { pools, isLast } = await pollPools(hash, at.page, window);
      await savePools(
        pools.map((pool) => (isFirst ? pool : { ...pool, bornAt: pool.seenAt })),
        await somebodysPoints(pools, startedAt),
      );
      const isOver = isLast || at.page >= pagesPerScript;
      Object.assign(at, isOver ? nextScript(at.script) : { page: at.page + 1, failures: 0 });
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "cache_unavailable") throw error;
    if (!(error instanceof WindowClosed)) {
      log.warn("market.script_unread", { ...at, script: walkedScripts[at.script], error });
      Object.assign(at, at.failures + 1 < failuresAllowed ? { failures: at.failures + 1 } : nextScript(at.script));
    }
  } finally {
    await window.close();
  }
  await forgetUntraded(Date.now());
  if (at.script >= walkedScripts.length) {
    await noteWalkEnd();
    return "done";
  }
  if (round >= roundsAllowed) return leaveToTomorrow();
  const goesOn = window.stop === undefined && at.failures === 0;
  await publish([
    walkMessage({ day, ...at, round: round + 1 }, goesOn ? 0 : Math.max(pauseMs, window.stop?.retryInMs ?? 0)),
  ]);
  return "done";
}

const nextScript = (script: number) => ({ script: script + 1, page: 1, failures: 0 });

/** A walk that is lost is made up for by tomorrow's, which the daily sweep begins. */
export const leaveToTomorrow = (): Promise<JobOutcome> => Promise.resolve("stale");
