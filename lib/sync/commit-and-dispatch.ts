import "server-only";
import { applyDue } from "@/lib/corrections/apply-due";
import { log } from "@/lib/log";
import { noUsage, type Usage } from "@/lib/meter";
import { commitStep, type NextState, type StepRows } from "@/lib/sync/commit-step";
import { dispatch } from "@/lib/sync/dispatch";
import { stepMessage } from "@/lib/sync/messages";
import { announce } from "@/lib/sync/progress";
import { retellDue } from "@/lib/sync/retell";
import { paceOf, type Sources } from "@/lib/sync/sources";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

/**
 * Commit first, then publish. Where the queue does not take the successor it throws `queue_unavailable`, so that this very
 * message comes again, finds the step committed and its successor unpublished, and publishes it.
 */
export async function commitAndDispatch(job: ClaimedJob, rows: StepRows, state: NextState): Promise<boolean> {
  const ends = state.status === "failed";
  const usage = {
    ...state.usage,
    messages: state.usage.messages + (ends ? 0 : 1),
    dbStatements: state.usage.dbStatements + 1,
    redisCommands: state.usage.redisCommands + 3,
  };
  const committed = await commitStep(job, rows, { ...state, usage, handsOn: !ends });
  if (committed === null) return false;
  await announce(job, state);
  if (!ends) await dispatch(job.jobId, stepMessage(after(job), state.waitMs ?? 0), committed.watchdog);
  if (committed.isDue) await lookQuietly(job.userId);
  return true;
}

/** A step's labels do not hold up the chain: its successor is under way, and what is left over is due at the end again. */
const lookWithinMs = 1_000;

async function lookQuietly(userId: string): Promise<void> {
  try {
    const { isDone } = await retellDue(userId, lookWithinMs);
    if (isDone) await applyDue(userId, lookWithinMs);
  } catch (error) {
    log.warn("sync.labels_not_looked_at", { userId, error });
  }
}

/** The state of a step that changes nothing but its number. */
export function unchanged(job: ClaimedJob, sources: Sources, usage: Usage): NextState {
  return {
    status: "running",
    stage: job.stage,
    processed: job.processed,
    total: job.total,
    proofChecks: job.proofChecks,
    attempts: 0,
    cursor: null,
    callLatencyMs: sources.window.measuredLatencyMs,
    pace: paceOf(sources),
    tip: null,
    waitMs: null,
    waitingFor: null,
    error: null,
    usage: { ...usage },
    handsOn: false,
  };
}

/**
 * Commits rows in the middle of a step that goes on. Its successor is due in case this function dies before its end, and is
 * not published otherwise. Null when fenced out; else the job as it stands now, with `usage` at zero.
 */
export async function keepRows(
  job: ClaimedJob,
  rows: StepRows,
  state: NextState,
  usage: Usage,
): Promise<ClaimedJob | null> {
  const counted = { ...state.usage, dbStatements: state.usage.dbStatements + 1 };
  if ((await commitStep(job, rows, { ...state, usage: counted })) === null) return null;
  Object.assign(usage, noUsage());
  return { ...job, seq: job.seq + 1 };
}

/** The step that follows. */
export function after({ jobId, seq, epoch }: ClaimedJob) {
  return { jobId, seq: seq + 1, epoch };
}
