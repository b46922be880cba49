import "server-only";
import { randomUUID } from "node:crypto";
import { backgroundQuota, readBudget } from "@/lib/blockfrost/budget";
import { env } from "@/lib/env";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { queue } from "@/lib/queue/queue";
import { log } from "@/lib/log";
import { leastRecentlyRefreshed } from "@/lib/refresh/least-recently-refreshed";
import { refreshMessage, type RefreshPayload } from "@/lib/refresh/messages";
import { refreshesPerRun, walletsPerMessage } from "@/lib/refresh/refresh-plan";
import { startBackgroundSync } from "@/lib/refresh/start-background-sync";

/** Starts background syncs of the wallets that were not refreshed for longest, and hands on to the next message by cursor. */
export async function refreshWallets({ run, after, left }: RefreshPayload): Promise<JobOutcome> {
  if (env().BACKGROUND_REFRESH === "off") return "stale";
  const { usedByBackground, isDayShut, breaker } = await readBudget();
  if (usedByBackground >= backgroundQuota() || isDayShut || breaker !== "closed") return "done";
  const allowed = left ?? walletsPerRun();
  const wallets = await leastRecentlyRefreshed(after, Math.min(allowed, walletsPerMessage));
  await Promise.all(wallets.map(({ userId, walletId }) => startBackgroundSync(userId, walletId)));
  const last = wallets.at(-1);
  const remaining = allowed - wallets.length;
  if (last === undefined || wallets.length < walletsPerMessage || remaining === 0) return "done";
  const place = { refreshedAt: last.refreshedAt.toISOString(), walletId: last.walletId };
  await publish([refreshMessage({ run: run ?? randomUUID(), after: place, left: remaining, v: 1 })]);
  return "done";
}

/** Whom this run leaves out the next one takes first: it goes by who was not refreshed for longest. */
export function giveUpRefresh(_payload: RefreshPayload | null, _given: unknown, reason: string): Promise<JobOutcome> {
  log.error("refresh.given_up", { reason });
  return Promise.resolve("done");
}

export function walletsPerRun(): number {
  return refreshesPerRun({ calls: backgroundQuota(), messages: queue().dailyMessages });
}
