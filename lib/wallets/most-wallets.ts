import "server-only";
import { userDb } from "@/lib/db";
import { env } from "@/lib/env";

/** How many wallets the user may have. A guest costs nothing to be, so one may have fewer. */
export async function mostWallets(userId: string): Promise<number> {
  const { MAX_WALLETS_PER_USER, MAX_WALLETS_PER_GUEST } = env();
  const guests = await userDb(userId).user.count({ where: { id: userId, kind: "guest" } });
  return guests === 0 ? MAX_WALLETS_PER_USER : Math.min(MAX_WALLETS_PER_USER, MAX_WALLETS_PER_GUEST);
}
