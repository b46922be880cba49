import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import type { SyncJobModel } from "@/lib/generated/prisma/models";
import { cancel } from "@/lib/sync/job-state";

/** The user's job. Throws `not_found`. */
export async function getSync(userId: string, jobId: string): Promise<Omit<SyncJobModel, "wallet" | "outbox">> {
  const job = await userDb(userId).syncJob.findFirst({ where: { userId, id: jobId } });
  if (job === null) throw notFound("sync");
  return job;
}

/** Stops a running sync: its next message finds nothing to do. An ended one stays as it is. Throws `not_found`. */
export async function cancelSync(userId: string, jobId: string): Promise<void> {
  const job = await getSync(userId, jobId);
  await userDb(userId).$executeRaw`
    UPDATE sync_job j SET ${cancel} WHERE j.id = ${job.id}::uuid AND j.user_id = ${userId}::uuid AND j.finished_at IS NULL`;
}
