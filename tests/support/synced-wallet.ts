import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getProof } from "@/lib/portfolio/get-proof";
import { startSync } from "@/lib/sync/start-sync";
import { addWallet } from "@/lib/wallets/add-wallet";

/** What a person sees of a wallet once its sync has ended. */
export interface SyncedWallet {
  readonly userId: string;
  readonly walletId: string;
  readonly status: string;
  readonly error: string | null;
  /** Transactions that the sync went through. */
  readonly processed: number;
  readonly quarantined: number;
  /** Holdings by unit, over all places; units that are gone are left out. */
  readonly balance: Readonly<Record<string, string>>;
  readonly proof: string;
  /** Rewards withdrawn by our rows and by the account's figure; null for an address. */
  readonly withdrawals: { readonly computed: string; readonly onChain: string } | null;
}

const pollMs = 50;

/** Adds a wallet as a new guest and waits for the queue to bring its first sync to an end. */
export async function syncNewWallet(entered: string, timeoutMs = 30_000): Promise<SyncedWallet> {
  const { user } = await createGuest(new Date());
  const { walletId } = await addWallet(user.id, { address: entered });
  return syncedWallet(user.id, walletId, timeoutMs);
}

/** Starts another sync of a wallet and waits for its end. */
export async function syncAgain({
  userId,
  walletId,
}: Pick<SyncedWallet, "userId" | "walletId">): Promise<SyncedWallet> {
  await startSync(userId, walletId);
  return syncedWallet(userId, walletId, 30_000);
}

/** Waits for the wallet's newest sync to end; throws with what it was doing when it does not. */
async function syncedWallet(userId: string, walletId: string, timeoutMs: number): Promise<SyncedWallet> {
  const until = Date.now() + timeoutMs;
  let job = await newestJob(walletId);
  while (job.finishedAt === null) {
    if (Date.now() > until) throw new Error(`Still ${job.status} after ${timeoutMs} ms: ${JSON.stringify(job)}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    job = await newestJob(walletId);
  }
  const [{ holdings }, proof, quarantined] = await Promise.all([
    getHoldings(userId, { wallet: walletId, currency: "ADA" }),
    getProof(userId, walletId),
    db().quarantinedTransaction.count({ where: { walletId } }),
  ]);
  const { withdrawals } = proof;
  return {
    userId,
    walletId,
    status: job.status,
    error: job.errorDetail,
    processed: job.processed,
    quarantined,
    balance: Object.fromEntries(holdings.map(({ unit, quantity }) => [unit, quantity])),
    proof: proof.status,
    withdrawals: withdrawals === null ? null : { computed: withdrawals.computed, onChain: withdrawals.onChain },
  };
}

const newestJob = (walletId: string) =>
  db().syncJob.findFirstOrThrow({ where: { walletId }, orderBy: { scheduledAt: "desc" } });
