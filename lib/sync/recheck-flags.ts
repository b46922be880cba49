import "server-only";
import type { TxHash } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { env } from "@/lib/env";
import { reportLie } from "@/lib/koios/lies";
import { outcomeOf } from "@/lib/sync/as-error";
import { readBytes } from "@/lib/sync/fetch-transaction";
import type { Sources } from "@/lib/sync/sources";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";

/** Each takes a call; the next look, should the sums still differ, takes the ones before. */
const flagsPerLook = 200;
/** The first look of a step leaves time to ask the chain for all that the proof takes. */
const firstLookMs = 2_000;

interface Rechecked {
  /** Height of the first transaction whose flag was another one; null where none was. */
  readonly lowest: number | null;
  /** The chain's own bytes of these, to be stored in the place of what was believed. */
  readonly raws: readonly { readonly hash: TxHash; readonly cbor: string }[];
}

/**
 * The newest ones, at the beginning of a step that follows on a difference: where the chain is slow, the step that found it
 * had no time to look for its cause. Null where there was none.
 */
export function recheckFirst(job: ClaimedJob, sources: Sources): Promise<Rechecked> | null {
  if (job.proofChecks === 0 || sources.bulk === null) return null;
  const fit = Math.floor((env().SYNC_CONCURRENCY * firstLookMs) / sources.window.measuredLatencyMs);
  return recheck(job, sources, { skip: 0, take: Math.min(flagsPerLook, Math.max(env().SYNC_CONCURRENCY, fit)) });
}

/**
 * Asks the chain itself for the transactions of a wallet whose validity only the sums could prove, newest first. Those that
 * could not be had now are left out.
 */
export function recheckFlags(job: ClaimedJob, sources: Sources): Promise<Rechecked> {
  return recheck(job, sources, { skip: job.proofChecks * flagsPerLook, take: flagsPerLook });
}

async function recheck(
  job: ClaimedJob,
  { window, bulk }: Sources,
  range: { readonly skip: number; readonly take: number },
): Promise<Rechecked> {
  const doubtful = await userDb(job.userId).transaction.findMany({
    where: { userId: job.userId, walletId: job.walletId, validBy: "proof" },
    select: { txHash: true, blockHeight: true, valid: true },
    orderBy: [{ blockHeight: "desc" }, { txIndex: "desc" }],
    ...range,
  });
  let lowest: number | null = null;
  const raws: { hash: TxHash; cbor: string }[] = [];
  await Promise.all(
    doubtful.map(async ({ txHash, blockHeight, valid }) => {
      const hash = txHash as TxHash;
      const own = await outcomeOf(readBytes(hash, window));
      if (own === null || own instanceof Error || own.kind !== "read" || own.rawTx.valid === valid) return;
      lowest = Math.min(lowest ?? blockHeight, blockHeight);
      if (own.cbor !== null) raws.push({ hash, cbor: own.cbor });
    }),
  );
  const [lie] = raws;
  if (lie !== undefined) {
    bulk?.leave();
    await reportLie(lie.hash, "its validity flag was another one", new Date());
  }
  return { lowest, raws };
}
