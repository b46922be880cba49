import "server-only";
import { db } from "@/lib/db";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { log } from "@/lib/log";
import { failSync } from "@/lib/sync/fail-sync";
import {
  silentAfterMs,
  stepMessage,
  watchdogDelayMs,
  watchdogMessage,
  type WatchdogPayload,
} from "@/lib/sync/messages";
import { drainOutbox } from "@/lib/sync/outbox";
import { attemptsAllowed } from "@/lib/sync/plan";

/** How a job stands by the database's clock, which is the only one that all functions share. */
interface Standing {
  readonly jobId: string;
  readonly seq: number;
  readonly epoch: number;
  readonly attempts: number;
  readonly watchdogAt: Date | null;
  readonly now: Date;
  readonly silentMs: number;
  /** Age of the oldest message that is committed and not known to be published; null without one. */
  readonly pendingMs: number | null;
}

/** A successor that has not been published by then never will be by the function that committed it. */
const pendingAfterMs = 12_000;

/** The dead-man message: looks after its job and comes again. One that another message has taken the place of does nothing. */
export async function watch({ jobId, dueAt }: WatchdogPayload): Promise<JobOutcome> {
  const [standing] = await readStandings([jobId]);
  if (standing === undefined || (standing.watchdogAt?.getTime() ?? 0) > dueAt) return "stale";
  if (await attend(standing)) await rearm(standing);
  return "done";
}

/** Looks after a job that somebody asked about, and gives it a watchdog again where that was lost. */
export async function lookAfter(jobId: string): Promise<void> {
  for (const standing of await readStandings([jobId])) await attendAndRearm(standing);
}

/** As `lookAfter`, where the queue gave up one of the job's messages: its watchdog may be lost as well, so it gets another. */
export async function lookAfterLoss(jobId: string): Promise<void> {
  for (const standing of await readStandings([jobId])) if (await attend(standing)) await rearm(standing);
}

/** As `lookAfter`, for a person who now waits: a background sync stops waiting for the background's part of the day's calls. */
export async function promote(jobId: string): Promise<void> {
  const promoted = await db().syncJob.updateManyAndReturn({
    where: { id: jobId, priority: { lt: 0 }, finishedAt: null },
    data: { priority: 0 },
  });
  if (promoted[0]?.status !== "waiting") return lookAfter(jobId);
  for (const standing of await readStandings([jobId])) await revive(standing);
}

/** The daily backstop: every job that went silent because its messages and its watchdog were lost together. */
export async function sweep(): Promise<number> {
  const silent = (await readStandings(null)).filter(isSilent);
  for (const standing of silent) await attendAndRearm(standing);
  return silent.length;
}

async function attendAndRearm(standing: Standing): Promise<void> {
  const goesOn = await attend(standing);
  if (goesOn && (standing.watchdogAt === null || standing.watchdogAt <= standing.now)) await rearm(standing);
}

/**
 * Publishes what was committed and never sent; revives a job whose message is lost. False where it was given up, because
 * it only ever crashes.
 */
async function attend(standing: Standing): Promise<boolean> {
  const { jobId, seq, epoch, attempts, pendingMs } = standing;
  if (!isSilent(standing)) {
    if (pendingMs !== null && pendingMs > pendingAfterMs) await drainOutbox(jobId);
  } else if (attempts > attemptsAllowed) {
    await failSync({ jobId, seq, epoch }, "crashed again and again");
    return false;
  } else await revive(standing);
  return true;
}

/** De-duplication would swallow the same step again, so the revived one carries a new epoch. */
async function revive({ jobId, seq, epoch }: Standing): Promise<void> {
  const revived = await db().$queryRaw<{ id: string }[]>`
    WITH job AS (
      UPDATE sync_job SET epoch = epoch + 1, lease_until = NULL, resumes_at = NULL
      WHERE id = ${jobId}::uuid AND seq = ${seq} AND epoch = ${epoch} AND finished_at IS NULL
      RETURNING id
    ), superseded AS (
      DELETE FROM outbox_message o USING job WHERE o.job_id = job.id
    )
    SELECT id FROM job`;
  if (revived.length === 0) return;
  log.warn("sync.revived", { jobId, seq, epoch: epoch + 1 });
  await publish([stepMessage({ jobId, seq, epoch: epoch + 1 }, 0)]);
}

/** Publishes first: a crash in between brings the old message again, which then finds itself still in charge. */
async function rearm({ jobId, now, silentMs, watchdogAt }: Standing): Promise<void> {
  const inMs = Math.max(watchdogDelayMs / 2, watchdogDelayMs - silentMs);
  const due = new Date(now.getTime() + inMs);
  await publish([watchdogMessage(jobId, { at: due, inMs })]);
  await db().syncJob.updateMany({ where: { id: jobId, watchdogAt, finishedAt: null }, data: { watchdogAt: due } });
}

function isSilent({ silentMs }: Standing): boolean {
  return silentMs > silentAfterMs;
}

/** Unfinished jobs: the ones asked for, or all. A wait that was announced is not silence: `silentMs` is negative until it is over. */
function readStandings(jobIds: readonly string[] | null): Promise<Standing[]> {
  return db().$queryRaw<Standing[]>`
    SELECT j.id AS "jobId", j.seq, j.epoch, j.attempts, j.watchdog_at AS "watchdogAt", now() AS now,
      extract(epoch FROM now() - greatest(j.progressed_at, j.resumes_at))::float8 * 1000 AS "silentMs",
      (SELECT extract(epoch FROM now() - min(greatest(o.created_at, o.not_before)))::float8 * 1000 FROM outbox_message o WHERE o.job_id = j.id) AS "pendingMs"
    FROM sync_job j
    WHERE j.finished_at IS NULL AND (${jobIds === null} OR j.id = ANY(${[...(jobIds ?? [])]}::uuid[]))
    ORDER BY j.progressed_at`;
}
