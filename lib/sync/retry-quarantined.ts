import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { startSync } from "@/lib/sync/start-sync";

/** No decoder has this version, so any of them is newer. */
const neverTried = 0;

/** Reads a quarantined transaction of the user's again: its wallet's next step begins below it. Throws `not_found`. */
export async function retryQuarantined(userId: string, id: string): ReturnType<typeof startSync> {
  const [asked] = await userDb(userId).quarantinedTransaction.updateManyAndReturn({
    where: { userId, id },
    data: { decoderVersion: neverTried, status: "open" },
  });
  if (asked === undefined) throw notFound("issue");
  return startSync(userId, asked.walletId);
}
