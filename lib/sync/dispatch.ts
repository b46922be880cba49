import "server-only";
import { db } from "@/lib/db";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { unpublished, watchedAt } from "@/lib/sync/job-state";
import { stepMessage, watchdogDelayMs, watchdogMessage } from "@/lib/sync/messages";

interface Watchdog {
  readonly at: Date;
  readonly inMs: number;
}

/**
 * Publishes the message of a step that is committed, and the watchdog that was committed beside it. That it came is noted
 * when it is claimed (`published_seq`). Throws `queue_unavailable`; whoever finds it unpublished publishes it again.
 */
export async function dispatch(jobId: string, step: Message, watchdog: Watchdog | null): Promise<void> {
  try {
    await publish([step, ...(watchdog === null ? [] : [watchdogMessage(jobId, watchdog)])]);
  } catch (error) {
    // The watchdog may be the one that was refused: the next to commit, or to look after the job, publishes another.
    if (watchdog !== null) await unwatch(jobId, watchdog.at);
    throw error;
  }
}

async function unwatch(jobId: string, at: Date): Promise<void> {
  await db().$executeRaw`
    UPDATE sync_job j SET ${watchedAt(null)} WHERE j.id = ${jobId}::uuid AND j.watchdog_at = ${at}::timestamptz AND j.finished_at IS NULL`;
}

interface Due {
  readonly seq: number;
  readonly epoch: number;
  readonly isPublished: boolean;
  readonly delayMs: number;
  readonly watchdogAt: Date | null;
  readonly watchdogInMs: number | null;
  readonly now: Date;
}

/**
 * Publishes what a job committed and nobody is known to have published: its step, and a watchdog where it has none. Both may
 * be out already; de-duplication swallows them then. Throws `queue_unavailable`.
 */
export async function publishAgain(jobId: string): Promise<void> {
  const [due] = await db().$queryRaw<Due[]>`
    SELECT j.seq, j.epoch, NOT (${unpublished}) AS "isPublished", now() AS now,
      greatest(0, coalesce(extract(epoch FROM j.resumes_at - now()), 0) * 1000)::float8 AS "delayMs",
      j.watchdog_at AS "watchdogAt", extract(epoch FROM j.watchdog_at - now())::float8 * 1000 AS "watchdogInMs"
    FROM sync_job j WHERE j.id = ${jobId}::uuid AND j.finished_at IS NULL`;
  if (due === undefined) return;
  const { seq, epoch, isPublished, delayMs, watchdogAt, watchdogInMs, now } = due;
  if (!isPublished) await publish([stepMessage({ jobId, seq, epoch }, delayMs)]);
  if (watchdogAt !== null && watchdogInMs !== null && watchdogInMs > 0)
    await publish([watchdogMessage(jobId, { at: watchdogAt, inMs: watchdogInMs })]);
  else await watchAnew(jobId, watchdogAt, { now, inMs: delayMs + watchdogDelayMs });
}

/**
 * Gives a job another watchdog. Publishes first: after a crash in between the new one is in charge as well, since it is due
 * after the old one; and the queue takes it for another message than the old one, which may be lost.
 */
export async function watchAnew(jobId: string, before: Date | null, due: { now: Date; inMs: number }): Promise<void> {
  const at = new Date(Math.max(due.now.getTime() + due.inMs, (before?.getTime() ?? 0) + 1));
  await publish([watchdogMessage(jobId, { at, inMs: at.getTime() - due.now.getTime() })]);
  await db().$executeRaw`
    UPDATE sync_job j SET ${watchedAt(at)}
    WHERE j.id = ${jobId}::uuid AND j.watchdog_at IS NOT DISTINCT FROM ${before}::timestamptz AND j.finished_at IS NULL`;
}
