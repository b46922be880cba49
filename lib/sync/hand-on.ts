import "server-only";
import { refusalWords } from "@/lib/blockfrost/ask";
import { WindowClosed, type CallWindow, type Stop } from "@/lib/blockfrost/call-window";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import type { Usage } from "@/lib/meter";
import { commitAndDispatch, unchanged } from "@/lib/sync/commit-and-dispatch";
import { noRows, type NextState, type StepRows } from "@/lib/sync/commit-step";
import { givenUp } from "@/lib/sync/fail-sync";
import type { History } from "@/lib/sync/fetch-history";
import type { Interpreted } from "@/lib/sync/interpret";
import { drainOutbox } from "@/lib/sync/outbox";
import { attemptsAllowed, retryDelaySeconds, secondsUntilTokens } from "@/lib/sync/plan";
import { stepRows } from "@/lib/sync/step-rows";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

interface Step {
  readonly window: CallWindow;
  readonly usage: Usage;
  readonly tip: NextState["tip"];
}

/** Commits what a step could do and hands on to the next one: at once, or when the chain may be asked again. */
export async function handOn(
  job: ClaimedJob,
  history: History,
  interpreted: Interpreted,
  { window, usage, tip }: Step,
): Promise<void> {
  const processed = job.processed + interpreted.covered;
  const uncovered = history.entries.length - interpreted.covered;
  const total = history.remaining === null ? job.total : processed + history.remaining + uncovered;
  await commitAndDispatch(job, stepRows(history, interpreted), {
    ...unchanged(job, window, usage),
    ...waitAfter(window, total === null ? Infinity : total - processed + 8),
    stage: "transactions",
    processed,
    total,
    tip,
    cursor: cursorAfter(history, interpreted),
  });
}

/**
 * A step that brought nothing new, and was not told to wait, counts as a failed attempt: one like it would follow for ever.
 * Throws `chain_unavailable`.
 */
export function assertGained(rows: StepRows, covered: number, { stop }: CallWindow): void {
  if (covered > 0 || rows.raws.length > 0 || (stop !== undefined && stop.reason !== "time")) return;
  throw new AppError({
    code: "chain_unavailable",
    detail: "Blockfrost answered too slowly for anything to be read in one step.",
    retryable: true,
  });
}

type Wait = Pick<NextState, "status" | "waitMs" | "waitingFor" | "error">;

/** Until when the successor waits, by why this step could make no more calls. */
export function waitAfter({ stop, tokensLeft }: CallWindow, callsLeft: number): Wait {
  const waitMs = stop === undefined ? 0 : waitMsOf(stop, callsLeft, tokensLeft);
  if (stop === undefined || waitMs === 0) return { status: "running", waitMs: null, waitingFor: null, error: null };
  return { status: "waiting", waitMs, ...waitWords[stop.reason] };
}

const waitWords = {
  time: { waitingFor: null, error: null },
  rate_limit: { waitingFor: "rate_limit", error: null },
  daily_quota: { waitingFor: "daily_quota", error: refusalWords[402] },
  background_quota: { waitingFor: "daily_quota", error: null },
  held: { waitingFor: "rate_limit", error: refusalWords[429] },
} as const satisfies Record<Stop["reason"], Pick<Wait, "waitingFor" | "error">>;

function waitMsOf({ reason, retryInMs }: Stop, callsLeft: number, tokensLeft: number): number {
  switch (reason) {
    case "time":
      return 0;
    case "rate_limit":
      return secondsUntilTokens(callsLeft, tokensLeft, env().BLOCKFROST_RPS) * 1000;
    case "daily_quota":
    case "background_quota":
    case "held":
      return retryInMs + 1_000;
  }
}

/** A step that failed before it had anything to commit: wait and try again, or end the job with a reason. */
export async function setBack(job: ClaimedJob, window: CallWindow, usage: Usage, error: unknown): Promise<void> {
  log.warn("sync.step_failed", { jobId: job.jobId, seq: job.seq, attempts: job.attempts, error });
  // Rows were kept before the step ended: their successor goes on from there. The step's own message may lie there too.
  if ((await drainOutbox(job.jobId)).some((seq) => seq > job.seq)) return;
  const state = unchanged(job, window, usage);
  if (error instanceof WindowClosed) {
    await commitAndDispatch(job, noRows, { ...state, ...waitAfter(window, Infinity) });
    return;
  }
  if (!(error instanceof AppError) && job.attempts < attemptsAllowed) throw error;
  const failure = error instanceof AppError ? error : unknownFailure(error);
  const delaySeconds = failure.retryable ? retryDelaySeconds(job.attempts, failure.retryAfterSeconds) : null;
  await commitAndDispatch(job, noRows, {
    ...state,
    status: delaySeconds === null ? "failed" : "waiting",
    attempts: job.attempts,
    waitMs: delaySeconds === null ? null : delaySeconds * 1000,
    waitingFor: delaySeconds === null ? null : "retry",
    error: { code: failure.code, detail: failure.message },
  });
}

function unknownFailure(cause: unknown): AppError {
  return new AppError({
    code: "internal_error",
    detail: givenUp,
    cause,
  });
}

export function cursorAfter(history: History, interpreted: Interpreted): NextState["cursor"] {
  const last = history.entries[interpreted.covered - 1];
  if (last === undefined) return null;
  const { height, txIndex, hash } = last.listed;
  return { height, txIndex, txHash: hash };
}
