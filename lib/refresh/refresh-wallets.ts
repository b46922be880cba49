import "server-only";
import { randomUUID } from "node:crypto";
import { blockfrostBudget } from "@/lib/budget/budget";
import { env } from "@/lib/env";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { queue } from "@/lib/queue/queue";
import { log } from "@/lib/log";
import { dueWallets } from "@/lib/refresh/due-wallets";
import { refreshMessage, type RefreshPayload } from "@/lib/refresh/messages";
import { refreshesPerRun, walletsPerMessage } from "@/lib/refresh/refresh-plan";
import { startBackgroundSync } from "@/lib/refresh/start-background-sync";
import { tryEarlier } from "@/lib/sync/watchdog";

/** Starts background syncs of the wallets whose turn it is, and hands on to the next message: what was begun is not due any more. */
export async function refreshWallets({ run, left }: RefreshPayload): Promise<JobOutcome> {
  if (env().BACKGROUND_REFRESH === "off") return "stale";
  const { usedToday, usedByBackground, isDayShut, breaker } = await blockfrostBudget.read();
  if (isDayShut || breaker !== "closed") return "done";
  if (run === null && blockfrostBudget.isMuchLeft(usedToday, new Date())) await tryEarlier();
  if (usedByBackground >= blockfrostBudget.backgroundQuota) return "done";
  const allowed = left ?? walletsPerRun();
  const wallets = await dueWallets(Math.min(allowed, walletsPerMessage));
  await Promise.all(wallets.map(({ userId, walletId }) => startBackgroundSync(userId, walletId)));
  const remaining = allowed - wallets.length;
  if (wallets.length < walletsPerMessage || remaining === 0) return "done";
  await publish([refreshMessage({ run: run ?? randomUUID(), after: null, left: remaining, v: 1 })]);
  return "done";
}

/** Whom this run leaves out the next one takes first: it goes round by user. */
export function giveUpRefresh(_payload: RefreshPayload | null, _given: unknown, reason: string): Promise<JobOutcome> {
  log.error("refresh.given_up", { reason });
  return Promise.resolve("done");
}

export function walletsPerRun(): number {
  return refreshesPerRun({ calls: blockfrostBudget.backgroundQuota, messages: queue().dailyMessages });
}
