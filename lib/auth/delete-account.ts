import "server-only";
import { userDb } from "@/lib/db";
import { forgetEvents } from "@/lib/realtime/forget-events";

/**
 * Deletes the user with everything that is theirs: wallets, history, sessions, keys, jobs, events.
 * A running chain's next message finds no job and ends. The chain's own bytes and tokens' names stay: they are nobody's.
 */
export async function deleteAccount(userId: string): Promise<void> {
  await userDb(userId).user.deleteMany({ where: { id: userId } });
  await forgetEvents(userId);
}
