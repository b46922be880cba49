import "server-only";
import type { Wallet } from "@/lib/contract/wallet";
import { jobView } from "@/lib/sync/job-view";
import { readWallets } from "@/lib/wallets/wallet-rows";
import { walletView } from "@/lib/wallets/wallet-view";

/** The user's wallets, oldest first. */
export async function listWallets(userId: string): Promise<Wallet[]> {
  const now = new Date();
  const wallets = await readWallets(userId, null);
  return wallets.map(({ row, job }) => walletView(row, job && jobView(job, now)));
}
