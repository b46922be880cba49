import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";

/** Throws `not_found` unless the wallet is the user's, so that a foreign one is not answered like an empty one. */
export async function requireWallet(userId: string, walletId: string): Promise<void> {
  const found = await userDb(userId).wallet.count({ where: { id: walletId, userId } });
  if (found === 0) throw notFound("wallet");
}
