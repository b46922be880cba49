import "server-only";
import { log } from "@/lib/log";
import { commitAndDispatch, unchanged } from "@/lib/sync/commit-and-dispatch";
import type { NextState } from "@/lib/sync/commit-step";
import type { Findings, Step } from "@/lib/sync/step";
import type { Next } from "@/lib/sync/what-next";

/** Commits what a step has come to and hands on to the next one, or ends the job with a reason. False when fenced out. */
export async function handOn(
  { job, sources, usage }: Step,
  found: Findings,
  next: Extract<Next, { kind: "hand-on" | "fail" }>,
): Promise<boolean> {
  const { jobId, seq } = job;
  if (found.failure !== null)
    log.warn("sync.step_failed", { jobId, seq, attempts: next.attempts, error: found.failure });
  const processed = job.processed + found.covered;
  return commitAndDispatch(job, found.rows, {
    ...unchanged(job, sources, usage),
    ...stateAfter(next),
    stage: found.stage,
    processed,
    total: found.remaining === null ? job.total : processed + found.remaining,
    tip: found.tip,
    cursor: found.cursor,
  });
}

function stateAfter(next: Extract<Next, { kind: "hand-on" | "fail" }>): Partial<NextState> {
  if (next.kind === "fail") return { status: "failed", error: next.error, attempts: next.attempts };
  const { kind: _, ...onward } = next;
  return onward;
}
