import "server-only";
import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { publishEvent } from "@/lib/realtime/publish-event";
import { jobView } from "@/lib/sync/job-view";
import type { JobAddress } from "@/lib/sync/sync-job-store";
import { givenUp } from "@/lib/sync/what-next";

/**
 * QStash has given up on a step: the job ends with a reason, instead of showing progress for ever. A step that another
 * delivery is at work on goes on.
 */
export async function failSync({ jobId, seq, epoch }: JobAddress, reason: string): Promise<void> {
  const ended = await db().$queryRaw<{ id: string }[]>`
    UPDATE sync_job SET status = 'failed', active_wallet_id = NULL, lease_until = NULL, finished_at = now(), resumes_at = NULL,
      error_code = 'internal_error', error_detail = ${givenUp}
    WHERE id = ${jobId}::uuid AND seq = ${seq} AND epoch = ${epoch} AND finished_at IS NULL AND (lease_until IS NULL OR lease_until < now())
    RETURNING id`;
  if (ended.length === 0) return;
  log.error("sync.given_up", { jobId, seq, epoch, reason });
  const job = await db().syncJob.findUnique({ where: { id: jobId } });
  if (job !== null) await publishEvent(job.userId, "sync.failed", jobView(job, new Date()));
}
