import "server-only";
import type { CallWindow } from "@/lib/budget/call-window";
import { blockAt, tx } from "@/lib/blockfrost/chain";
import { userDb } from "@/lib/db";
import { AppError } from "@/lib/contract/app-error";
import type { Difference } from "@/lib/sync/compare-listing";
import type { ClaimedJob, StoredPlace } from "@/lib/sync/sync-job-store";

/**
 * The height of the common ancestor, up to which everything stored still stands; null where nothing was rolled back.
 * Throws `rollback_too_deep`, or `chain_unavailable` where the chain contradicts itself.
 */
export async function findRollback(
  job: ClaimedJob,
  difference: Difference,
  window: CallWindow,
): Promise<number | null> {
  const changedAt = await lowestChange(difference, window);
  if (changedAt === null) return null;
  const standing = await newestStanding(job, window);
  if (changedAt <= job.finalHeight) throw standing !== null && standing >= changedAt ? contradiction() : tooDeep();
  return Math.min(changedAt - 1, standing ?? job.finalHeight);
}

/** Asks the chain for what the list does not show, up to the first transaction that is gone or stands elsewhere. */
async function lowestChange({ height, missing }: Difference, window: CallWindow): Promise<number | null> {
  for (const place of missing) {
    if (height !== null && place.height >= height) break;
    const now = await window.call(() => tx(place.hash));
    if (!standsAt(now, place)) return place.height;
  }
  return height;
}

function standsAt(now: Awaited<ReturnType<typeof tx>>, { height, txIndex }: StoredPlace): boolean {
  return now !== null && now.block_height === height && (now.index ?? txIndex) === txIndex;
}

/** Each takes a call; where none of so many stands, the final height is the ancestor. */
const breadcrumbsAsked = 100;

/** The newest breadcrumb whose block is still the one that was seen; null where none is and none of them is final. */
export async function newestStanding(job: ClaimedJob, window: CallWindow): Promise<number | null> {
  const where = { walletId: job.walletId, userId: job.userId };
  const breadcrumbs = await userDb(job.userId).chainBreadcrumb.findMany({
    where,
    orderBy: { height: "desc" },
    take: breadcrumbsAsked,
  });
  for (const { height, hash } of breadcrumbs) {
    const block = await window.call(() => blockAt(height));
    if (block?.hash === hash) return height;
    if (height <= job.finalHeight) throw tooDeep();
  }
  return null;
}

function tooDeep(): AppError {
  return new AppError({
    code: "rollback_too_deep",
    detail:
      "The chain was rolled back by more than 2,160 blocks, which Cardano rules out: this server may have changed its network or its provider. What is stored cannot be trusted. Start a full re-sync to read the whole history again.",
  });
}

/** Its blocks stand and a transaction in them does not: two servers behind one address, one of them late. */
function contradiction(): AppError {
  return new AppError({
    code: "chain_unavailable",
    detail: "Blockfrost contradicts itself about a settled transaction. Syncing goes on by itself in a moment.",
    retryable: true,
    retryAfterSeconds: 30,
  });
}
