import "server-only";
import { AppError, limitReached, notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { limits } from "@/lib/contract/limits";
import type { StoredWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { log } from "@/lib/log";
import { assertAllowance } from "@/lib/queue/allowance";
import { publishEvent } from "@/lib/realtime/publish-event";
import { retellNow } from "@/lib/sync/run-retelling";
import { startSync } from "@/lib/sync/start-sync";
import { sayOfKeys } from "@/lib/sync/say-of-keys";

/**
 * Notes what the person says of the payment key of an address of one of their wallets: theirs, somebody else's, or (null)
 * nothing any more. Its rows are told again, in this request as far as they fit, and the sums are proven anew. Throws
 * `not_found`, `conflict` for an address without a payment key, `limit_reached`, `rate_limited`.
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
  await assertAllowance();
  const isNews = await sayOfKeys(userId, [own.credential], state, "person");
  if (!isNews) return;
  await retellNow(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
  await proveAnew(userId, walletId);
}

/** It is noted by now: where that was the last that may be begun today, the next refresh proves the sums. */
async function proveAnew(userId: string, walletId: string): Promise<void> {
  try {
    await startSync(userId, walletId, { background: true });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "rate_limited")) throw error;
    log.warn("address.not_proven_anew", { userId, error });
  }
}

async function assertRoom(userId: string): Promise<void> {
  const words = await userDb(userId).keyWord.count({ where: { userId } });
  if (words >= limits.keyWords)
    throw limitReached(`said of ${limits.keyWords} addresses whose they are`, "Take some of it back first.");
}
