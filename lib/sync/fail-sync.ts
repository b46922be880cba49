import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { publishEvent } from "@/lib/realtime/publish-event";
import type { JobAddress } from "@/lib/sync/job-address";
import { giveUp, standsAt, unleased } from "@/lib/sync/job-state";
import { jobView } from "@/lib/sync/job-view";
import { givenUp } from "@/lib/sync/what-next";

/**
 * The queue has given up on a step: the job ends with a reason, instead of showing progress for ever. False where it goes on:
 * the step is committed, or another delivery is at work on it.
 */
export async function failSync(step: JobAddress, reason: string): Promise<boolean> {
  const ended = await db().$queryRaw<{ id: string }[]>`
    UPDATE sync_job j SET ${giveUp({ code: "internal_error", detail: givenUp })} WHERE ${standsAt(step)} AND ${unleased} RETURNING j.id`;
  if (ended.length === 0) return false;
  log.error("sync.given_up", { ...step, reason });
  const job = await db().syncJob.findUnique({ where: { id: step.jobId } });
  if (job !== null) await publishEvent(job.userId, "sync.failed", jobView(job, new Date()));
  return true;
}
