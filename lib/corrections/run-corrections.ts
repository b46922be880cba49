import "server-only";
import { randomUUID } from "node:crypto";
import { applyDue, type Applied } from "@/lib/corrections/apply-due";
import { readDue } from "@/lib/corrections/due";
import { correctionsJobName, correctionsMessage, type CorrectionsPayload } from "@/lib/corrections/messages";
import { db, userDb } from "@/lib/db";
import { log } from "@/lib/log";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { beginChain, chainGoesOn, endChain } from "@/lib/queue/under-way";
import { publishEvent } from "@/lib/realtime/publish-event";

/** Rounds of one asking: far more than the largest wallet takes. What is still due then is so at the next sync's end. */
const roundsAllowed = 500;
const roundMs = 5_000;

/**
 * One round of bringing the labels of a wallet's user in line: what fits, then the message for the rest. Safe to run twice
 * or beside itself.
 */
export async function runCorrections({ walletId, run, round }: CorrectionsPayload): Promise<JobOutcome> {
  const wallet = await db().wallet.findFirst({ where: { id: walletId }, select: { userId: true } });
  if (wallet === null) return "stale";
  const { userId } = wallet;
  const { changed, isDone } = await applyDue(userId, roundMs);
  if (changed > 0) await publishEvent(userId, "wallet.updated", { walletId });
  if (!isDone && round < roundsAllowed) {
    await publish([correctionsMessage({ walletId, run, round: round + 1 })]);
    await chainGoesOn(correctionsJobName, userId);
    return "done";
  }
  await endChain(correctionsJobName, userId);
  // What became due while this was under way has begun no chain of its own.
  if (isDone && (await readDue(userId)).length > 0) await leaveToQueue(userId);
  return "done";
}

/** A message that is lost is left to the next sync of the user's, or to the sweep: what is due stays so. */
export function giveUpCorrections(): Promise<JobOutcome> {
  return Promise.resolve("stale");
}

const sweptAtOnce = 200;

/** Asks again for labels that are due and perhaps have lost their message; resolves with how many users'. Throws `queue_unavailable`. */
export async function sweepCorrections(): Promise<number> {
  const left = await db().$queryRaw<{ walletId: string }[]>`
    SELECT w.id AS "walletId" FROM (SELECT DISTINCT user_id FROM due_correction LIMIT ${sweptAtOnce}) d
    CROSS JOIN LATERAL (SELECT id FROM wallet WHERE user_id = d.user_id ORDER BY id LIMIT 1) w`;
  if (left.length > 0)
    await publish(left.map(({ walletId }) => correctionsMessage({ walletId, run: randomUUID(), round: 0 })));
  return left.length;
}

/** A person waits for this long; what takes longer goes on behind them. */
const requestMs = 1_500;

/** Brings in line what fits into a request and leaves the rest to one chain of messages. Where the queue is away the next look has it. */
export async function correctNow(userId: string): Promise<Applied> {
  const applied = await applyDue(userId, requestMs);
  if (!applied.isDone) await leaveToQueue(userId);
  return applied;
}

async function leaveToQueue(userId: string): Promise<void> {
  try {
    const wallet = await userDb(userId).wallet.findFirst({ where: { userId }, select: { id: true } });
    if (wallet === null || !(await beginChain(correctionsJobName, userId))) return;
    await publish([correctionsMessage({ walletId: wallet.id, run: randomUUID(), round: 0 })]);
  } catch (error) {
    log.warn("corrections.left_over", { userId, error });
  }
}
