import "server-only";
import { makeDue } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { publishEvent } from "@/lib/realtime/publish-event";
import { cancel } from "@/lib/sync/job-state";
import { removeRows } from "@/lib/wallets/remove-rows";

/**
 * Removes a wallet with everything that hangs on it; `not_found` for anybody else's. It is out of sight at once and its
 * running chain ends; its rows go bit by bit, and the address can be followed anew meanwhile.
 */
export async function deleteWallet(userId: string, id: string): Promise<void> {
  const walletId = knownId(id, "wallet");
  // What moved between it and another one of the user's is a receipt or a sending again.
  const left = Prisma.sql`SELECT user_id, 'action', 'internal_transfer', NULL::int FROM removed`;
  const removed = await userDb(userId).$queryRaw<{ id: string }[]>`
    WITH removed AS (
      UPDATE wallet w SET subject = 'removed ' || w.id
      WHERE w.id = ${walletId}::uuid AND w.user_id = ${userId}::uuid AND w.id NOT IN (SELECT r.wallet_id FROM removed_wallet r)
      RETURNING w.id, w.user_id
    ),
    hidden AS (
      INSERT INTO removed_wallet (user_id, wallet_id, removed_at) SELECT user_id, id, now() FROM removed ON CONFLICT DO NOTHING
    ),
    ended AS (
      UPDATE sync_job j SET ${cancel} FROM removed WHERE j.wallet_id = removed.id AND j.finished_at IS NULL
    ),
    due AS (${makeDue(left)})
    SELECT id FROM removed`;
  if (removed.length === 0) throw notFound("wallet");
  await removeRows(userId);
  await correctNow(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
}
