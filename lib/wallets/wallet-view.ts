import type { Job } from "@/lib/contract/job";
import type { Proof } from "@/lib/contract/proof";
import type { Wallet } from "@/lib/contract/wallet";
import type { WalletRow } from "@/lib/wallets/wallet-rows";

const unfinished: ReadonlySet<Job["status"]> = new Set<Job["status"]>(["queued", "running", "waiting"]);

/** `pending` until a first sync has ended: a proof of half a history would say nothing. */
export function proofStatus(
  stored: WalletRow["proofStatus"],
  lastSyncedAt: Date | null,
  jobStatus: Job["status"] | null,
): Proof["status"] {
  const firstSync = lastSyncedAt === null && jobStatus !== null && unfinished.has(jobStatus);
  if (stored === null || firstSync) return "pending";
  return stored;
}

/** The wallet as the contract shows it. A wallet without a job counts as completed once it was synced. */
export function walletView(row: WalletRow, job: Job | null): Wallet {
  return {
    id: row.id,
    label: row.label,
    address: row.address,
    stakeAddress: row.kind === "account" ? row.subject : null,
    network: row.network,
    addedAt: row.addedAt.toISOString(),
    sync: {
      jobId: job?.id ?? null,
      status: job?.status ?? (row.lastSyncedAt === null ? "queued" : "completed"),
      processed: job?.processed ?? 0,
      total: job?.total ?? null,
      percent: job?.percent ?? null,
      etaSeconds: job?.etaSeconds ?? null,
      lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null,
      tipHeight: row.tipHeight,
      error: job?.error ?? null,
      namesDue: row.namesDue,
    },
    proof: {
      status: proofStatus(row.proofStatus, row.lastSyncedAt, job?.status ?? null),
      height: row.proofHeight,
      checkedAt: row.proofCheckedAt?.toISOString() ?? null,
      assetCount: row.assetCount,
      quarantined: row.quarantined,
    },
    ...(row.valuation !== null && { valuation: row.valuation }),
  };
}
