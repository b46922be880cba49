import "server-only";
import type { Pace } from "@/lib/budget/budget";
import type { Job } from "@/lib/contract/job";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Usage } from "@/lib/meter";
import { watchdogDelayMs } from "@/lib/sync/messages";
import type { JobAddress, Tenure } from "@/lib/sync/job-address";
import type { Onward } from "@/lib/sync/what-next";

/**
 * Every transition of a sync's job `j`, as the SET clause of whichever statement it is part of, and the conditions that they
 * hang on. Nothing else writes these columns, so what belongs together changes together.
 *
 *   create → queued ─claim→ running ─commit→ running | waiting | failed ─claim→ …
 *   running ─keep rows→ running (goes on) · ─rewind→ running (a part: goes on) · ─complete→ completed
 *   any that has not ended: ─revive→ (a new epoch) · ─promote→ · ─cancel→ cancelled · ─give up→ failed
 */
const { sql } = Prisma;

/** A lease outlives the function that holds it (10 s) by little, so that a retry after a crash finds it free. */
const leaseSeconds = 11;

/** The step that was claimed and that nobody has taken over, committed or ended since: its fence holds. */
export const claimed = ({ jobId, fence, seq, epoch }: Tenure) =>
  sql`j.id = ${jobId}::uuid AND j.fence = ${fence} AND j.seq = ${seq} AND j.epoch = ${epoch} AND j.status = 'running'`;

/** Exactly this step of a job that has not ended. */
export const standsAt = ({ jobId, seq, epoch }: JobAddress) =>
  sql`j.id = ${jobId}::uuid AND j.seq = ${seq} AND j.epoch = ${epoch} AND j.finished_at IS NULL`;

/** No function is at work on it. */
export const unleased = sql`(j.lease_until IS NULL OR j.lease_until < now())`;

/** Its successor is committed and not known to be published. */
export const unpublished = sql`j.published_seq < j.seq`;

export interface NewJob {
  readonly jobId: string;
  /** Begins with taking back everything that is stored. */
  readonly isFull?: boolean;
  /** Below 0: nobody waits for it. */
  readonly priority?: number;
}

/** The whole statement of a new job, for the wallets of a source with their `id` and `user_id`. Its first step is due. */
export const create = ({ jobId, isFull = false, priority = 0 }: NewJob, wallets: Prisma.Sql) => sql`
  INSERT INTO sync_job (id, user_id, wallet_id, active_wallet_id, status, stage, messages, db_statements, is_full, priority,
    scheduled_at, progressed_at, watchdog_at)
  SELECT ${jobId}::uuid, w.user_id, w.id, w.id, 'queued', 'listing', 2, 1, ${isFull}::boolean, ${priority}::int,
    now(), now(), now() + make_interval(secs => ${watchdogDelayMs / 1000}::float8)
  FROM ${wallets} w`;

/** Takes the lease and raises the fence. That the step's message came is the proof that it was published. */
export const claim = sql`
  fence = j.fence + 1, attempts = j.attempts + 1, lease_until = now() + make_interval(secs => ${leaseSeconds}::float8),
  published_seq = greatest(j.published_seq, j.seq), status = 'running', waiting_for = NULL, resumes_at = NULL,
  started_at = coalesce(j.started_at, now()), progressed_at = now()`;

/** How far a job has come, whatever comes next. */
export interface Progress {
  readonly stage: Job["stage"];
  readonly processed: number;
  readonly total: number | null;
  readonly callLatencyMs: number;
  /** How the account gets its calls; null where none was asked for. */
  readonly pace: Pace | null;
}

const paced = (pace: Pace | null) =>
  sql`pace = coalesce(${pace === null ? null : JSON.stringify(pace)}::jsonb, j.pace)`;

const progress = ({ stage, processed, total, callLatencyMs, pace }: Progress) =>
  sql`stage = ${stage}, processed = ${processed}::int, total = ${total}::int, call_latency_ms = ${callLatencyMs}::int, ${paced(pace)}`;

/** A first step knows how much is to come long before its end. */
export const count = (total: number, pace: Pace | null) => sql`total = ${total}::int, ${paced(pace)}`;

const spent = (usage: Usage) => sql`
  blockfrost_calls = j.blockfrost_calls + ${usage.blockfrostCalls}::int, koios_calls = j.koios_calls + ${usage.koiosCalls}::int, messages = j.messages + ${usage.messages}::int,
  redis_commands = j.redis_commands + ${usage.redisCommands}::int, db_statements = j.db_statements + ${usage.dbStatements}::int`;

/** The step is done: the next one is due, and nobody holds it. */
const stepOn = sql`seq = j.seq + 1, lease_until = NULL, progressed_at = now()`;

const ended = (status: "completed" | "failed" | "cancelled") =>
  sql`status = ${status}, active_wallet_id = NULL, lease_until = NULL, finished_at = now(), resumes_at = NULL, waiting_for = NULL`;

const errorColumns = (error: Onward["error"]) =>
  sql`error_code = ${error?.code ?? null}, error_detail = ${error?.detail ?? null}`;

/**
 * The successor is due, now or after a wait. Where its message is published now (`handsOn`), a watchdog that is overdue, or
 * further off than it need be, is to be published with it.
 */
export const commit = (to: Onward & Progress, { handsOn, usage }: { handsOn: boolean; usage: Usage }) => {
  const waitSeconds = to.waitMs === null ? null : to.waitMs / 1000;
  const due = sql`now() + make_interval(secs => ${(waitSeconds ?? 0) + watchdogDelayMs / 1000}::float8)`;
  return sql`${stepOn}, ${progress(to)}, ${spent(usage)}, ${errorColumns(to.error)}, status = ${to.status},
    resumes_at = now() + make_interval(secs => ${waitSeconds}::float8), waiting_for = ${to.waitingFor},
    proof_checks = ${to.proofChecks}::int, attempts = ${to.attempts}::int,
    watchdog_at = CASE WHEN ${handsOn}::boolean AND (j.watchdog_at IS NULL OR j.watchdog_at < now() OR j.watchdog_at > ${due}) THEN ${due}
      ELSE j.watchdog_at END`;
};

/** There is no successor: the job ends with a reason. */
export const fail = (to: Progress & { error: Onward["error"]; attempts: number }, usage: Usage) =>
  sql`seq = j.seq + 1, progressed_at = now(), ${progress(to)}, ${spent(usage)}, ${errorColumns(to.error)}, ${ended("failed")},
    attempts = ${to.attempts}::int`;

/** Everything is there and compared. */
export const complete = (to: Omit<Progress, "stage" | "total" | "pace">, usage: Usage) =>
  sql`seq = j.seq + 1, progressed_at = now(), ${progress({ ...to, pace: null, stage: "done", total: to.processed })}, ${spent(usage)},
    ${errorColumns(null)}, ${ended("completed")}, attempts = 0`;

/** Nothing is new: what was known stands. */
export const completeQuietly = (usage: Usage) =>
  sql`seq = j.seq + 1, progressed_at = now(), stage = 'done', total = j.processed, ${spent(usage)}, ${errorColumns(null)},
    ${ended("completed")}, attempts = 0`;

/**
 * The history is read again from some height on. Of a rewind in several statements only the one that hands on counts as the
 * step's; which it is, the statement finds out (`target.hands_on`).
 */
export const rewind = ({ blockfrostCalls, koiosCalls, messages, redisCommands, dbStatements }: Usage) => sql`
  seq = CASE WHEN target.hands_on THEN j.seq + 1 ELSE j.seq END, lease_until = CASE WHEN target.hands_on THEN NULL ELSE j.lease_until END,
  progressed_at = now(), blockfrost_calls = j.blockfrost_calls + target.hands_on::int * ${blockfrostCalls}::int,
  koios_calls = j.koios_calls + target.hands_on::int * ${koiosCalls}::int, messages = j.messages + target.hands_on::int * ${messages}::int, redis_commands = j.redis_commands + target.hands_on::int * ${redisCommands}::int,
  db_statements = j.db_statements + target.hands_on::int * ${dbStatements}::int, ${errorColumns(null)}, status = 'running', stage = 'transactions',
  total = NULL, proof_checks = 0, attempts = 0, resumes_at = NULL, waiting_for = NULL`;

/** De-duplication would swallow the same step again, so that the revived one has a new epoch; its message is yet to be published. */
export const revive = sql`epoch = j.epoch + 1, lease_until = NULL, resumes_at = NULL, published_seq = least(j.published_seq, j.seq - 1)`;

/** A person waits for it now. */
export const promote = sql`priority = 0`;

/** The message that looks after it next is another one; null: there is none. */
export const watchedAt = (at: Date | null) => sql`watchdog_at = ${at}::timestamptz`;

/** By its user: what is under way finds its fence taken. */
export const cancel = sql`${ended("cancelled")}, fence = j.fence + 1`;

/** The queue, or the watchdog, has given up on its step. */
export const giveUp = (error: NonNullable<Onward["error"]>) => sql`${ended("failed")}, ${errorColumns(error)}`;
