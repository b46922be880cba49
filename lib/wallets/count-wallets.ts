import "server-only";
import { userDb } from "@/lib/db";

/** How many wallets the user follows. */
export function countWallets(userId: string): Promise<number> {
  return userDb(userId).wallet.count({ where: { userId } });
}
