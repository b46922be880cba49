import "server-only";
import { randomUUID } from "node:crypto";
import { userDb } from "@/lib/db";
import { AppError, notFound } from "@/lib/contract/app-error";
import type { SyncJobModel } from "@/lib/generated/prisma/models";
import { log } from "@/lib/log";
import { stepMessage, watchdogDelayMs, watchdogMessage } from "@/lib/sync/messages";
import { dispatch } from "@/lib/sync/outbox";
import { lookAfter, promote } from "@/lib/sync/watchdog";

type JobRow = Omit<SyncJobModel, "wallet" | "outbox">;

/**
 * Starts a sync of the user's wallet, or looks after the one that is running and returns it. `full` reads the whole history
 * again, for what no refresh can repair; `background` is for when nobody waits. Throws `not_found`.
 */
export async function startSync(
  userId: string,
  walletId: string,
  { full = false, background = false } = {},
): Promise<JobRow> {
  const jobId = randomUUID();
  const outboxId = randomUUID();
  const payload = JSON.stringify(stepMessage({ jobId, seq: 0, epoch: 0 }, 0).payload);
  const created = await userDb(userId).$queryRaw<NewJob[]>`
    WITH job AS (
      INSERT INTO sync_job (id, user_id, wallet_id, active_wallet_id, status, stage, messages, db_statements, is_full, priority, scheduled_at, progressed_at, watchdog_at)
      SELECT ${jobId}::uuid, w.user_id, w.id, w.id, 'queued', 'listing', 2, 2, ${full}::boolean, ${background ? -1 : 0}::int, now(), now(), now() + make_interval(secs => ${watchdogDelayMs / 1000}::float8)
      FROM wallet w WHERE w.id = ${walletId}::uuid AND w.user_id = ${userId}::uuid AND NOT EXISTS (SELECT 1 FROM removed_wallet r WHERE r.wallet_id = w.id)
      ON CONFLICT (active_wallet_id) DO NOTHING
      RETURNING id, user_id, watchdog_at
    ), outbox AS (
      INSERT INTO outbox_message (id, user_id, job_id, name, payload, not_before, created_at)
      SELECT ${outboxId}::uuid, job.user_id, job.id, 'sync-wallet', ${payload}::jsonb, now(), now() FROM job
    )
    SELECT id, watchdog_at AS "watchdogAt" FROM job`;
  const [started] = created;
  if (started !== undefined) await dispatchFirst(started, outboxId);
  const where = { userId, walletId, ...(started ? { id: jobId } : { activeWalletId: walletId }) };
  const job = await userDb(userId).syncJob.findFirst({ where });
  if (job === null) throw notFound("wallet");
  if (started === undefined) await orLater(() => (background ? lookAfter(job.id) : promote(job.id)));
  return job;
}

export interface NewJob {
  readonly id: string;
  readonly watchdogAt: Date;
}

/** Hands a new job's first message and its watchdog to the queue, now or, where the queue is away, when somebody looks after it. */
export function dispatchFirst({ id, watchdogAt }: NewJob, outboxId: string): Promise<void> {
  const step = stepMessage({ jobId: id, seq: 0, epoch: 0 }, 0);
  return orLater(() => dispatch(outboxId, [step, watchdogMessage(id, { at: watchdogAt, inMs: watchdogDelayMs })]));
}

/** The job is stored, so a queue that is away must not fail the request: pressing refresh or the daily sweep sends it again. */
async function orLater(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "queue_unavailable") throw error;
    log.error("sync.not_dispatched", { error });
  }
}
