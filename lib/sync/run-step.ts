import "server-only";
import { AppError } from "@/lib/contract/app-error";
import type { JobOutcome } from "@/lib/queue/define-job";
import { log } from "@/lib/log";
import { metered } from "@/lib/meter";
import { asError } from "@/lib/sync/as-error";
import { publishAgain } from "@/lib/sync/dispatch";
import { complete, completeUnchanged, keepEarlier, prove } from "@/lib/sync/finish";
import { gather } from "@/lib/sync/gather";
import { handOn } from "@/lib/sync/hand-on";
import type { StepPayload } from "@/lib/sync/messages";
import { rewind } from "@/lib/sync/rewind";
import { readsForMs } from "@/lib/sync/plan";
import { closeSources, openSources } from "@/lib/sync/sources";
import { decide, nothingFound, type Step } from "@/lib/sync/step";
import { claimJob, findUnclaimed } from "@/lib/sync/sync-job-store";

/** One step of the chain: claim → gather → decide what is next → commit → hand on. Safe to run twice, late, or beside itself. */
export function runStep(payload: StepPayload): Promise<JobOutcome> {
  return metered(async (usage) => {
    const startedAt = Date.now();
    const job = await claimJob(payload);
    if (job === null) return await notClaimed(payload);
    const asker = { userId: job.userId, isGuest: job.isGuest, isBackground: job.priority < 0 };
    const sources = openSources({ startedAt, asker, callLatencyMs: job.callLatencyMs ?? 200 });
    const step: Step = { job, sources, readsUntil: startedAt + readsForMs, usage };
    try {
      await work(step);
    } catch (error) {
      await setBack(step, asError(error));
    } finally {
      await closeSources(sources).catch((error: unknown) => log.warn("budget.give_back_failed", { error }));
    }
    return "done";
  });
}

async function notClaimed({ jobId, seq, epoch }: StepPayload): Promise<JobOutcome> {
  const job = await findUnclaimed(jobId);
  if (job === null || job.isFinished) return "stale";
  if (job.isLeased && job.seq === seq && job.epoch === epoch) {
    throw new AppError({
      code: "conflict",
      detail: "Another delivery of this step is at work.",
      retryable: true,
      retryAfterSeconds: 12,
    });
  }
  // Overtaken: the step is committed. Its successor may not have been published before a crash.
  await publishAgain(jobId);
  return "stale";
}

async function work(step: Step): Promise<void> {
  for (let found = await keepEarlier(step, await gather(step)); found !== null;) {
    const next = decide(step, found);
    switch (next.kind) {
      case "prove":
        found = await prove(step, found);
        break;
      case "complete":
        return complete(step, found);
      case "complete-quietly":
        return completeUnchanged(step);
      case "rewind":
        // Where the step came upon it late, what cannot be taken back at once is the next one's.
        return rewind(step.job, next.to, step.usage, {
          raws: found.rows.raws,
          ...(step.job.rewindTo === null && { worksFor: 0 }),
        });
      case "hand-on":
      case "fail":
        await handOn(step, found, next);
        return;
    }
  }
}

/** A failure that no part of the step could make a value of: what was kept before it stands, the rest is tried again. */
async function setBack(step: Step, failure: Error): Promise<void> {
  if (failure instanceof AppError && failure.code === "queue_unavailable") throw failure;
  const found = nothingFound(step, failure);
  const next = decide(step, found);
  if (next.kind !== "hand-on" && next.kind !== "fail") throw failure;
  // Not committed where the step was committed before, and only its answer got lost: then its successor may be, too.
  if (!(await handOn(step, found, next))) await publishAgain(step.job.jobId);
}
