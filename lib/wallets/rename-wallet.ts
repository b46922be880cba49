import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import type { Wallet } from "@/lib/contract/wallet";
import { knownId } from "@/lib/contract/known-id";
import { publishEvent } from "@/lib/realtime/publish-event";
import { getWallet } from "@/lib/wallets/get-wallet";

/** Gives a wallet a label, or takes it away (null, or nothing but spaces); `not_found` for anybody else's wallet. */
export async function renameWallet(userId: string, id: string, label: string | null): Promise<Wallet> {
  const walletId = knownId(id, "wallet");
  const { count } = await userDb(userId).wallet.updateMany({
    where: { id: walletId, userId },
    data: { label: label?.trim() || null },
  });
  if (count === 0) throw notFound("wallet");
  await publishEvent(userId, "wallet.updated", { walletId });
  return getWallet(userId, walletId);
}
