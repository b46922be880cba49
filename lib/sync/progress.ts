import "server-only";
import type { EventName } from "@/lib/contract/live-events";
import type { Job } from "@/lib/contract/job";
import { publishEvent } from "@/lib/realtime/publish-event";
import type { NextState } from "@/lib/sync/commit-step";
import { estimateSeconds } from "@/lib/sync/plan";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

const reportEveryMs = 2_000;

/** Tells the browser how far a running step is, now and then; what is told is not yet committed. */
export function reporter(job: ClaimedJob): (fetchedSoFar: number) => void {
  let reportedAt = Date.now();
  return (fetchedSoFar) => {
    const now = Date.now();
    if (now - reportedAt < reportEveryMs) return;
    reportedAt = now;
    void publishEvent(job.userId, "sync.progress", view(job, { processed: job.processed + fetchedSoFar }));
  };
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
            callLatencyMs: job.callLatencyMs,
            resumesAt,
            now,
          }),
    resumesAt: resumesAt?.toISOString() ?? null,
    waitingFor: state.waitingFor ?? null,
    attempts: state.attempts ?? job.attempts,
    error: state.error ?? null,
    usage: {
      blockfrostCalls: job.blockfrostCalls + (state.usage?.blockfrostCalls ?? 0),
      messages: job.messages + (state.usage?.messages ?? 0),
      redisCommands: job.redisCommands + (state.usage?.redisCommands ?? 0),
      dbStatements: job.dbStatements + (state.usage?.dbStatements ?? 0),
    },
    startedAt: job.startedAt.toISOString(),
    finishedAt: state.status === "failed" ? now.toISOString() : null,
  };
}
