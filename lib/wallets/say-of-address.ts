import "server-only";
import { AppError, limitReached, notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { limits } from "@/lib/contract/limits";
import type { StoredWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { publishEvent } from "@/lib/realtime/publish-event";
import { retellNow } from "@/lib/sync/run-retelling";
import { startSync } from "@/lib/sync/start-sync";
import { sayOfKeys } from "@/lib/sync/say-of-keys";

/**
 * Notes what the person says of the payment key of an address of one of their wallets: theirs, somebody else's, or (null)
 * nothing any more. Its rows are told again, in this request as far as they fit, and the sums are proven anew. Throws
 * `not_found`, `conflict` for an address without a payment key, `limit_reached`.
 */
export async function sayOfAddress(
  userId: string,
  id: string,
  { address, state }: { address: string; state: StoredWord<"key_word.word"> | null },
): Promise<void> {
  const walletId = knownId(id, "wallet");
  const own = await userDb(userId).walletAddress.findFirst({
    where: { userId, walletId, address },
    select: { credential: true, paymentKind: true },
  });
  if (own === null) throw notFound("address");
  if (own.paymentKind !== "key" || own.credential === null)
    throw new AppError({ code: "conflict", detail: "This address has no payment key: it is what it is." });
  if (state !== null) await assertRoom(userId);
  const isNews = await sayOfKeys(userId, [own.credential], state, "person");
  if (!isNews) return;
  await retellNow(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
  await startSync(userId, walletId, { background: true });
}

async function assertRoom(userId: string): Promise<void> {
  const words = await userDb(userId).keyWord.count({ where: { userId } });
  if (words >= limits.keyWords)
    throw limitReached(`said of ${limits.keyWords} addresses whose they are`, "Take some of it back first.");
}
