import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import { newestStanding } from "@/lib/sync/find-rollback";
import type { ClaimedJob, StoredPlace } from "@/lib/sync/sync-job-store";

/** So many stored transactions are listed again without a question: two pages. */
const relistedFreely = 200;

/**
 * What is stored from where the list is to begin. A wallet with hundreds of transactions in the last 2,160 blocks would
 * spend its whole step on listing them again: one call tells which block still stands, and nothing up to it has changed.
 */
export async function placesToCompare(job: ClaimedJob, window: CallWindow): Promise<readonly StoredPlace[]> {
  if (job.stored.length <= relistedFreely) return job.stored;
  const standing = await newestStanding(job, window);
  const last = standing === null ? -1 : job.stored.findLastIndex(({ height }) => height <= standing);
  return last === -1 ? job.stored : job.stored.slice(last);
}
