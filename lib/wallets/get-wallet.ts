import "server-only";
import { notFound } from "@/lib/errors";
import type { Wallet } from "@/lib/http/contract";
import { knownId } from "@/lib/http/known-id";
import { jobView } from "@/lib/sync/job-view";
import { readWallets } from "@/lib/wallets/wallet-rows";
import { walletView } from "@/lib/wallets/wallet-view";

/** One wallet of the user's; `not_found` for anybody else's. */
export async function getWallet(userId: string, id: string): Promise<Wallet> {
  const [found] = await readWallets(userId, knownId(id, "wallet"));
  if (found === undefined) throw notFound("wallet");
  return walletView(found.row, found.job && jobView(found.job, new Date()));
}
