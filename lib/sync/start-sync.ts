import "server-only";
import { randomUUID } from "node:crypto";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { Prisma } from "@/lib/generated/prisma/client";
import type { SyncJobModel } from "@/lib/generated/prisma/models";
import { log } from "@/lib/log";
import { assertAllowance } from "@/lib/queue/allowance";
import { dispatch } from "@/lib/sync/dispatch";
import { create } from "@/lib/sync/job-state";
import { isNotTaken } from "@/lib/queue/queue-unavailable";
import { stepMessage, watchdogDelayMs } from "@/lib/sync/messages";
import { lookAfter, promote } from "@/lib/sync/watchdog";

type JobRow = Omit<SyncJobModel, "wallet" | "outbox">;

/**
 * Starts a sync of the user's wallet, or looks after the one that is running and returns it. `full` reads the whole history
 * again, for what no refresh can repair; `background` is for when nobody waits. Throws `not_found` or `rate_limited`.
 */
export async function startSync(
  userId: string,
  walletId: string,
  { full = false, background = false } = {},
): Promise<JobRow> {
  await assertAllowance();
  const jobId = randomUUID();
  const wallets = Prisma.sql`(
    SELECT id, user_id FROM wallet WHERE id = ${walletId}::uuid AND user_id = ${userId}::uuid
      AND NOT EXISTS (SELECT FROM removed_wallet r WHERE r.wallet_id = wallet.id))`;
  const created = await userDb(userId).$queryRaw<StartedJob[]>`
    ${create({ jobId, isFull: full, priority: background ? -1 : 0 }, wallets)}
    ON CONFLICT (active_wallet_id) DO NOTHING
    RETURNING id, watchdog_at AS "watchdogAt"`;
  const [started] = created;
  if (started !== undefined) await dispatchFirst(started);
  const where = { userId, walletId, ...(started ? { id: jobId } : { activeWalletId: walletId }) };
  const job = await userDb(userId).syncJob.findFirst({ where });
  if (job === null) throw notFound("wallet");
  if (started === undefined) await orLater(() => (background ? lookAfter(job.id) : promote(job.id)));
  return job;
}

export interface StartedJob {
  readonly id: string;
  readonly watchdogAt: Date;
}

/** Hands a new job's first message and its watchdog to the queue, now or, where the queue is away, when somebody looks after it. */
export function dispatchFirst({ id, watchdogAt }: StartedJob): Promise<void> {
  const step = stepMessage({ jobId: id, seq: 0, epoch: 0 }, 0);
  return orLater(() => dispatch(id, step, { at: watchdogAt, inMs: watchdogDelayMs }));
}

/** The job is stored, so a queue that is away must not fail the request: pressing refresh or the daily sweep sends it again. */
async function orLater(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!isNotTaken(error)) throw error;
    log.error("sync.not_dispatched", { error });
  }
}
