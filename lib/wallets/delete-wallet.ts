import "server-only";
import { applyCorrections } from "@/lib/corrections/apply-corrections";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { publishEvent } from "@/lib/realtime/publish-event";

/**
 * Deletes a wallet with everything that hangs on it; `not_found` for anybody else's.
 * Its job goes too, so the next message of a running chain finds nothing to do.
 */
export async function deleteWallet(userId: string, id: string): Promise<void> {
  const walletId = knownId(id, "wallet");
  const { count } = await userDb(userId).wallet.deleteMany({ where: { id: walletId, userId } });
  if (count === 0) throw notFound("wallet");
  // What moved between it and another one of the user's is a receipt or a sending again.
  await applyCorrections(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
}
