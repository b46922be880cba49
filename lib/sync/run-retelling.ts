import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { correctNow } from "@/lib/corrections/run-corrections";
import { db, userDb } from "@/lib/db";
import { log } from "@/lib/log";
import type { JobOutcome } from "@/lib/queue/define-job";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { beginChain, chainGoesOn, endChain } from "@/lib/queue/under-way";
import { publishEvent } from "@/lib/realtime/publish-event";
import { retellDue } from "@/lib/sync/retell";

export const retellJobName = "retell";
export const retellPayload = z.object({
  walletId: z.uuid(),
  round: z.int().nonnegative(),
  run: z.string().max(60),
  v: z.literal(1),
});
export type RetellPayload = z.infer<typeof retellPayload>;

/** Asks for what is still due to be told again of a user's rows; `run` tells one asking from the next, `round` its messages apart. */
export function retellMessage(payload: Omit<RetellPayload, "v">): Message {
  return {
    name: retellJobName,
    payload: { ...payload, v: 1 },
    identity: [payload.walletId, payload.run, payload.round],
    delayMs: 0,
    retries: 3,
  };
}

/** Rounds of one asking: far more than the largest wallets take. What is still due then is so at the next sync's end. */
const roundsAllowed = 1_000;
const roundMs = 5_000;

/** One round: what fits, then the message for the rest. Safe to run twice or beside itself. */
export async function runRetelling({ walletId, run, round }: RetellPayload): Promise<JobOutcome> {
  const wallet = await db().wallet.findFirst({ where: { id: walletId }, select: { userId: true } });
  if (wallet === null) return "stale";
  const { userId } = wallet;
  const { told, isDone } = await retellDue(userId, roundMs);
  if (told > 0) await publishEvent(userId, "wallet.updated", { walletId });
  if (!isDone && round < roundsAllowed) {
    await publish([retellMessage({ walletId, run, round: round + 1 })]);
    await chainGoesOn(retellJobName, userId);
    return "done";
  }
  await endChain(retellJobName, userId);
  // What became due while this was under way has begun no chain of its own.
  if (isDone) await retellNow(userId);
  return "done";
}

/** A message that is lost is left to the next sync of the user's, or to the sweep: what is due stays so. */
export function giveUpRetelling(): Promise<JobOutcome> {
  return Promise.resolve("stale");
}

const sweptAtOnce = 200;

/** Asks again for rows that are due and perhaps have lost their message; resolves with how many users'. Throws `queue_unavailable`. */
export async function sweepRetellings(): Promise<number> {
  const left = await db().$queryRaw<{ walletId: string }[]>`
    SELECT DISTINCT ON (d.user_id) d.wallet_id AS "walletId" FROM due_telling d
    WHERE NOT EXISTS (SELECT 1 FROM removed_wallet r WHERE r.wallet_id = d.wallet_id) LIMIT ${sweptAtOnce}`;
  if (left.length > 0)
    await publish(left.map(({ walletId }) => retellMessage({ walletId, run: randomUUID(), round: 0 })));
  return left.length;
}

/** A person waits for this long; what takes longer goes on behind them. */
const requestMs = 1_500;

/** Tells again what fits into a request and leaves the rest to one chain of messages. Where the queue is away the next look has it. */
export async function retellNow(userId: string): Promise<void> {
  const { isDone } = await retellDue(userId, requestMs);
  if (isDone) {
    await correctNow(userId);
    return;
  }
  try {
    const wallet = await userDb(userId).wallet.findFirst({ where: { userId }, select: { id: true } });
    if (wallet === null || !(await beginChain(retellJobName, userId))) return;
    await publish([retellMessage({ walletId: wallet.id, run: randomUUID(), round: 0 })]);
  } catch (error) {
    log.warn("retelling.left_over", { userId, error });
  }
}
