import "server-only";
import { notFound } from "@/lib/contract/app-error";
import type { Wallet } from "@/lib/contract/wallet";
import { knownId } from "@/lib/contract/known-id";
import { jobView } from "@/lib/sync/job-view";
import { readWallets } from "@/lib/wallets/wallet-rows";
import { walletView } from "@/lib/wallets/wallet-view";

/** One wallet of the user's; `not_found` for anybody else's. */
export async function getWallet(userId: string, id: string): Promise<Wallet> {
  const [found] = await readWallets(userId, { id: knownId(id, "wallet") });
  if (found === undefined) throw notFound("wallet");
  return walletView(found.row, found.job && jobView(found.job, new Date()));
}
