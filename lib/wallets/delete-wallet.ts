import "server-only";
import { makeDue } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { publishEvent } from "@/lib/realtime/publish-event";

/**
 * Deletes a wallet with everything that hangs on it; `not_found` for anybody else's.
 * Its job goes too, so the next message of a running chain finds nothing to do.
 */
export async function deleteWallet(userId: string, id: string): Promise<void> {
  const walletId = knownId(id, "wallet");
  // What moved between it and another one of the user's is a receipt or a sending again.
  const left = Prisma.sql`SELECT user_id, 'action', 'internal_transfer', NULL::int FROM wallet WHERE id = ${walletId}::uuid AND user_id = ${userId}::uuid`;
  const count = await userDb(userId).$executeRaw`
    WITH due AS (${makeDue(left)})
    DELETE FROM wallet WHERE id = ${walletId}::uuid AND user_id = ${userId}::uuid`;
  if (count === 0) throw notFound("wallet");
  await correctNow(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
}
