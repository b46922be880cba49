import "server-only";
import type { Pace } from "@/lib/budget/budget";
import type { EventName } from "@/lib/contract/live-events";
import type { Job } from "@/lib/contract/job";
import { userDb } from "@/lib/db";
import { log } from "@/lib/log";
import { publishEvent } from "@/lib/realtime/publish-event";
import type { NextState } from "@/lib/sync/commit-step";
import { claimed, count } from "@/lib/sync/job-state";
import { estimateSeconds } from "@/lib/sync/plan";
import { expect, paceOf, type Sources } from "@/lib/sync/sources";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

const reportEveryMs = 2_500;
const oneRoundOfCalls = 200;

/** What is told of a step while it runs, and is not yet committed. */
export interface Reporter {
  /** How many transactions the whole list has: told at once, so that there is a percentage from the first second. */
  readonly counted: (total: number) => void;
  /** How many are fetched so far: told now and then. */
  readonly fetched: (soFar: number) => void;
}

export function reporter(job: ClaimedJob, sources: Sources): Reporter {
  const { window } = sources;
  let reportedAt = Date.now();
  let { total } = job;
  let processed = job.processed;
  const report = () => {
    reportedAt = Date.now();
    const state = { processed, total, callLatencyMs: window.measuredLatencyMs, pace: paceOf(sources) };
    void publishEvent(job.userId, "sync.progress", view(job, state));
  };
  return {
    counted: (all) => {
      expect(sources, all);
      total = all;
      report();
      // What is read within seconds is committed as soon.
      if (all > oneRoundOfCalls) void noteTotal(job, all, paceOf(sources));
    },
    fetched: (soFar) => {
      processed = job.processed + soFar;
      if (Date.now() - reportedAt >= reportEveryMs) report();
    },
  };
}

async function noteTotal(job: ClaimedJob, total: number, pace: Pace | null): Promise<void> {
  try {
    await userDb(job.userId).$executeRaw`UPDATE sync_job j SET ${count(total, pace)} WHERE ${claimed(job)}`;
  } catch (error) {
    log.warn("sync.total_not_noted", { jobId: job.jobId, error });
  }
}

/** Tells what a step committed. */
export async function announce(job: ClaimedJob, state: NextState): Promise<void> {
  const event: EventName = state.status === "failed" ? "sync.failed" : "sync.progress";
  await publishEvent(job.userId, event, view(job, state));
}

/** Tells that the wallet is synced and its proof can be read. */
export async function announceCompleted(job: ClaimedJob, processed: number): Promise<void> {
  const done = {
    status: "completed",
    stage: "done",
    percent: 100,
    etaSeconds: 0,
    processed,
    total: processed,
    finishedAt: new Date().toISOString(),
  } as const;
  await publishEvent(job.userId, "sync.completed", { ...view(job, { processed }), ...done });
}

type Known = Pick<NextState, "processed"> & Partial<NextState>;

function view(job: ClaimedJob, state: Known): Job {
  const total = state.total ?? job.total;
  const now = new Date();
  const resumesAt = state.waitMs == null ? null : new Date(now.getTime() + state.waitMs);
  return {
    id: job.jobId,
    walletId: job.walletId,
    status: state.status ?? "running",
    stage: state.stage ?? "transactions",
    processed: state.processed,
    total,
    percent: total === null || total === 0 ? null : Math.min(99, Math.floor((state.processed * 100) / total)),
    etaSeconds:
      total === null
        ? null
        : estimateSeconds({
            remaining: Math.max(0, total - state.processed),
            callLatencyMs: state.callLatencyMs ?? job.callLatencyMs,
            pace: state.pace ?? job.pace,
            resumesAt,
            now,
          }),
    resumesAt: resumesAt?.toISOString() ?? null,
    waitingFor: state.waitingFor ?? null,
    attempts: state.attempts ?? job.attempts,
    error: state.error ?? null,
    usage: {
      blockfrostCalls: job.blockfrostCalls + (state.usage?.blockfrostCalls ?? 0),
      koiosCalls: job.koiosCalls + (state.usage?.koiosCalls ?? 0),
      messages: job.messages + (state.usage?.messages ?? 0),
      redisCommands: job.redisCommands + (state.usage?.redisCommands ?? 0),
      dbStatements: job.dbStatements + (state.usage?.dbStatements ?? 0),
    },
    startedAt: job.startedAt.toISOString(),
    finishedAt: state.status === "failed" ? now.toISOString() : null,
  };
}
