import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { proof as contract, type Proof } from "@/lib/contract/proof";
import { storedWord } from "@/lib/contract/stored-words";
import { knownId } from "@/lib/contract/known-id";
import { proofStatus } from "@/lib/wallets/wallet-view";

const storedParts = contract.pick({ assets: true, withdrawals: true, firstDivergence: true });

/** The last comparison of our sums with the chain's, asset by asset; `not_found` for anybody else's wallet. */
export async function getProof(userId: string, walletId: string): Promise<Proof> {
  const wallet = await userDb(userId).wallet.findFirst({
    where: { id: knownId(walletId, "wallet"), userId },
    select: {
      lastSyncedAt: true,
      proof: true,
      jobs: { where: { activeWalletId: { not: null } }, select: { status: true }, take: 1 },
    },
  });
  if (wallet === null) throw notFound("wallet");
  const { proof, lastSyncedAt, jobs } = wallet;
  const parts = storedParts.parse(proof ?? { assets: [], withdrawals: null, firstDivergence: null });
  return {
    status: proofStatus(
      storedWord("wallet_proof.status", proof?.status ?? null),
      lastSyncedAt,
      storedWord("sync_job.status", jobs[0]?.status ?? null),
    ),
    height: proof?.height ?? null,
    blockHash: proof?.blockHash ?? null,
    checkedAt: proof?.checkedAt.toISOString() ?? null,
    ...parts,
  };
}
