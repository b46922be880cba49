import "server-only";
import { userDb } from "@/lib/db";
import { publishEvent } from "@/lib/realtime/publish-event";

/** Has pages that are open read anew what is told of all wallets. */
export async function tellHistoryChanged(userId: string): Promise<void> {
  const wallet = await userDb(userId).wallet.findFirst({ where: { userId }, select: { id: true } });
  if (wallet !== null) await publishEvent(userId, "wallet.updated", { walletId: wallet.id });
}
