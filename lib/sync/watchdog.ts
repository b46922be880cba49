import "server-only";
import { db } from "@/lib/db";
import type { JobOutcome } from "@/lib/queue/define-job";
import { publish } from "@/lib/queue/publish";
import { log } from "@/lib/log";
import { watchAnew } from "@/lib/sync/dispatch";
import { failSync } from "@/lib/sync/fail-sync";
import { promote as promoteJob, revive as reviveJob, standsAt, unpublished } from "@/lib/sync/job-state";
import {
  anyJobPayload,
  silentAfterMs,
  stepMessage,
  type StepPayload,
  watchdogDelayMs,
  type WatchdogPayload,
} from "@/lib/sync/messages";
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
  /** Whether its step's message is known to be published. */
  readonly isPublished: boolean;
}

/** A successor that has not been published by then never will be by the function that committed it. */
const pendingAfterMs = 12_000;

/** Of two watchdogs that are due so close together one may be lost: whichever comes looks, and the other is stale by then. */
const togetherMs = 1_000;

/** The dead-man message: looks after its job and comes again. One that another message has taken the place of does nothing. */
export async function watch({ jobId, dueAt }: WatchdogPayload): Promise<JobOutcome> {
  const [standing] = await readStandings([jobId]);
  if (standing === undefined || (standing.watchdogAt?.getTime() ?? 0) > dueAt + togetherMs) return "stale";
  if (await attend(standing)) await rearm(standing);
  return "done";
}

/** Looks after a job that somebody asked about, and gives it a watchdog again where that was lost. */
export async function lookAfter(jobId: string): Promise<void> {
  for (const standing of await readStandings([jobId])) await attendAndRearm(standing);
}

/**
 * The queue gave up on a step: its job fails. Where the step is committed it was only its successor that the queue did not
 * take, and a step of another version tells but its job: both may be alive.
 */
export async function giveUpStep(step: StepPayload | null, given: unknown, reason: string): Promise<JobOutcome> {
  if (step !== null && (await failSync(step, reason))) return "done";
  return lookAfterLoss(given);
}

/** The queue gave up on a watchdog: its job may be alive and must not be left alone. */
export function giveUpWatchdog(_payload: WatchdogPayload | null, given: unknown): Promise<JobOutcome> {
  return lookAfterLoss(given);
}

/** As `lookAfter`; the job's watchdog may be lost as well, so it gets another. */
async function lookAfterLoss(given: unknown): Promise<JobOutcome> {
  const { data } = anyJobPayload.safeParse(given);
  if (data === undefined) return "stale";
  for (const standing of await readStandings([data.jobId])) if (await attend(standing)) await rearm(standing);
  return "done";
}

/** As `lookAfter`, for a person who now waits: a background sync stops waiting for the background's part of the day's calls. */
export async function promote(jobId: string): Promise<void> {
  const [promoted] = await db().$queryRaw<{ status: string }[]>`
    UPDATE sync_job j SET ${promoteJob} WHERE j.id = ${jobId}::uuid AND j.priority < 0 AND j.finished_at IS NULL RETURNING j.status`;
  if (promoted?.status !== "waiting") return lookAfter(jobId);
  for (const standing of await readStandings([jobId])) await revive(standing);
}

/**
 * A sync that waits for its account's next share goes on before that, as nobody else may want what is left of today; the budget
 * refuses it again where somebody does. One at a time, whoever waits longest: each try costs messages.
 */
export async function tryEarlier(): Promise<void> {
  const [waiting] = await db().$queryRaw<{ id: string }[]>`
    SELECT j.id FROM sync_job j
    WHERE j.status = 'waiting' AND j.waiting_for = 'daily_quota' AND j.priority >= 0 AND j.resumes_at > now() + interval '10 minutes'
    ORDER BY j.progressed_at LIMIT 1`;
  if (waiting !== undefined) for (const standing of await readStandings([waiting.id])) await revive(standing);
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
  const { jobId, seq, epoch, attempts, isPublished, silentMs } = standing;
  if (!isSilent(standing)) {
    if (!isPublished && silentMs > pendingAfterMs) await publish([stepMessage({ jobId, seq, epoch }, 0)]);
  } else if (attempts > attemptsAllowed) {
    await failSync({ jobId, seq, epoch }, "crashed again and again");
    return false;
  } else await revive(standing);
  return true;
}

async function revive(step: Standing): Promise<void> {
  const [revived] = await db().$queryRaw<{ epoch: number }[]>`
    UPDATE sync_job j SET ${reviveJob} WHERE ${standsAt(step)} RETURNING j.epoch`;
  if (revived === undefined) return;
  const { jobId, seq } = step;
  log.warn("sync.revived", { jobId, seq, epoch: revived.epoch });
  await publish([stepMessage({ jobId, seq, epoch: revived.epoch }, 0)]);
}

function rearm({ jobId, now, silentMs, watchdogAt }: Standing): Promise<void> {
  return watchAnew(jobId, watchdogAt, { now, inMs: Math.max(watchdogDelayMs / 2, watchdogDelayMs - silentMs) });
}

function isSilent({ silentMs }: Standing): boolean {
  return silentMs > silentAfterMs;
}

/** Unfinished jobs: the ones asked for, or all. A wait that was announced is not silence: `silentMs` is negative until it is over. */
function readStandings(jobIds: readonly string[] | null): Promise<Standing[]> {
  return db().$queryRaw<Standing[]>`
    SELECT j.id AS "jobId", j.seq, j.epoch, j.attempts, j.watchdog_at AS "watchdogAt", now() AS now,
      extract(epoch FROM now() - greatest(j.progressed_at, j.resumes_at))::float8 * 1000 AS "silentMs",
      NOT (${unpublished}) AS "isPublished"
    FROM sync_job j
    WHERE j.finished_at IS NULL AND (${jobIds === null} OR j.id = ANY(${[...(jobIds ?? [])]}::uuid[]))
    ORDER BY j.progressed_at`;
}
