import "server-only";
import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/contract/app-error";
import { db, userDb } from "@/lib/db";
import { foldHistory } from "@/lib/gains/fold-history";
import { foldGainsJobName, foldGainsMessage, type FoldGainsPayload } from "@/lib/gains/messages";
import { readSettings } from "@/lib/gains/settings-store";
import { log } from "@/lib/log";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { beginChain, chainGoesOn, endChain } from "@/lib/queue/under-way";

/** A stretch takes about a second, and one more may be begun at the end of it. */
const roundMs = 5_000;
/** Far more than the longest history takes. */
const roundsAllowed = 200;

/**
 * One round of telling a user's gains: what fits, then the message for the rest. Whoever looks meanwhile tells on as well, and one of
 * the two waits. What cannot be told is said to the person who looks.
 */
export async function foldGains({ walletId, run, round }: FoldGainsPayload): Promise<JobOutcome> {
  const wallet = await db().wallet.findFirst({ where: { id: walletId }, select: { userId: true } });
  if (wallet === null) return "stale";
  const { userId } = wallet;
  try {
    const { isDone, isHeld } = await foldHistory(userId, await readSettings(userId), Date.now() + roundMs);
    if (!isDone && !isHeld && round < roundsAllowed) {
      await publish([foldGainsMessage({ walletId, run, round: round + 1 })]);
      await chainGoesOn(foldGainsJobName, userId);
      return "done";
    }
    await endChain(foldGainsJobName, userId);
    return isHeld ? "stale" : "done";
  } catch (error) {
    if (!(error instanceof AppError) || !untellable.has(error.code)) throw error;
    await endChain(foldGainsJobName, userId);
    return "stale";
  }
}

const untellable: ReadonlySet<string> = new Set(["invalid_request", "limit_reached", "conflict"]);

/** A message that is lost is made up for by the next look. */
export const leaveToLook = (): Promise<JobOutcome> => Promise.resolve("stale");

/** Has the rest told behind whoever looks. Where the queue is away the next look goes on. */
export async function leaveFoldToQueue(userId: string): Promise<void> {
  try {
    const wallet = await userDb(userId).wallet.findFirst({ where: { userId }, select: { id: true } });
    if (wallet === null || !(await beginChain(foldGainsJobName, userId))) return;
    await publish([foldGainsMessage({ walletId: wallet.id, run: randomUUID(), round: 0 })]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("gains.left_over", { userId, error });
  }
}
