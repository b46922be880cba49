import "server-only";
import { randomUUID } from "node:crypto";
import type { CallWindow } from "@/lib/blockfrost/call-window";
import { applyDue } from "@/lib/corrections/apply-due";
import { log } from "@/lib/log";
import { noUsage, type Usage } from "@/lib/meter";
import { commitStep, type NextState, type StepRows } from "@/lib/sync/commit-step";
import { stepMessage, watchdogMessage } from "@/lib/sync/messages";
import { dispatch } from "@/lib/sync/outbox";
import { announce } from "@/lib/sync/progress";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

/**
 * Commit first, then publish. Where the queue does not take the successor it throws `queue_unavailable`, so that this very
 * message comes again, finds the step committed and drains the outbox.
 */
export async function commitAndDispatch(job: ClaimedJob, rows: StepRows, state: NextState): Promise<boolean> {
  const ends = state.status === "failed";
  const { message, outbox } = successorOf(job, state.waitMs ?? 0);
  const usage = {
    ...state.usage,
    messages: state.usage.messages + (ends ? 0 : 1),
    dbStatements: state.usage.dbStatements + (ends ? 1 : 2),
    redisCommands: state.usage.redisCommands + 3,
  };
  const committed = await commitStep(job, rows, { ...state, usage, outbox: ends ? null : outbox, handsOn: !ends });
  if (committed === null) return false;
  await announce(job, state);
  if (ends) return true;
  const watchdog = committed.watchdog === null ? [] : [watchdogMessage(job.jobId, committed.watchdog)];
  await dispatch(outbox.id, [message, ...watchdog]);
  if (committed.isDue) await lookQuietly(job.userId);
  return true;
}

/** A step's labels do not hold up the chain: its successor is under way, and what is left over is due at the end again. */
const lookWithinMs = 1_000;

async function lookQuietly(userId: string): Promise<void> {
  try {
    await applyDue(userId, lookWithinMs);
  } catch (error) {
    log.warn("sync.labels_not_looked_at", { userId, error });
  }
}

/** The state of a step that changes nothing but its number. */
export function unchanged(job: ClaimedJob, window: CallWindow, usage: Usage): NextState {
  return {
    status: "running",
    stage: job.stage,
    processed: job.processed,
    total: job.total,
    proofChecks: job.proofChecks,
    attempts: 0,
    cursor: null,
    callLatencyMs: window.measuredLatencyMs,
    tip: null,
    waitMs: null,
    waitingFor: null,
    error: null,
    usage: { ...usage },
    outbox: null,
    handsOn: false,
  };
}

/**
 * Commits rows in the middle of a step that goes on. The successor lies in the outbox in case this function dies before
 * its end, and is not published otherwise. Null when fenced out; else the job as it stands now, with `usage` at zero.
 */
export async function keepRows(
  job: ClaimedJob,
  rows: StepRows,
  state: NextState,
  usage: Usage,
): Promise<ClaimedJob | null> {
  const { outbox } = successorOf(job, 0);
  const counted = { ...state.usage, dbStatements: state.usage.dbStatements + 1 };
  if ((await commitStep(job, rows, { ...state, usage: counted, outbox })) === null) return null;
  Object.assign(usage, noUsage());
  return { ...job, seq: job.seq + 1 };
}

/** The next step's message, and the same for the outbox. */
export function successorOf(job: Pick<ClaimedJob, "jobId" | "seq" | "epoch">, delayMs: number) {
  const message = stepMessage({ jobId: job.jobId, seq: job.seq + 1, epoch: job.epoch }, delayMs);
  return { message, outbox: { id: randomUUID(), name: message.name, payload: message.payload } };
}
