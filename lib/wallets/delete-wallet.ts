import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { publishEvent } from "@/lib/realtime/publish-event";
import { makeTellingDue } from "@/lib/sync/due-telling";
import { cancel } from "@/lib/sync/job-state";
import { retellNow } from "@/lib/sync/run-retelling";
import { removeRows } from "@/lib/wallets/remove-rows";

/**
 * Removes a wallet with everything that hangs on it; `not_found` for anybody else's. It is out of sight at once and its
 * running chain ends; its rows go bit by bit, and the address can be followed anew meanwhile.
 */
export async function deleteWallet(userId: string, id: string): Promise<void> {
  const walletId = knownId(id, "wallet");
  // What it shared with others of the user's is told without it, and an address of its own is its account's again.
  const left = Prisma.sql`
    SELECT w.user_id, w.id, 'shared', NULL::int FROM removed JOIN wallet w ON w.user_id = removed.user_id AND w.id <> removed.id
    UNION ALL
    SELECT a.user_id, a.wallet_id, 'all', a.first_seen_height - 1 FROM removed
    JOIN wallet_address a ON a.user_id = removed.user_id AND a.address = removed.was AND a.wallet_id <> removed.id`;
  const removed = await userDb(userId).$queryRaw<{ id: string }[]>`
    WITH removed AS (
      UPDATE wallet w SET subject = 'removed ' || w.id FROM wallet before
      WHERE before.id = w.id AND w.id = ${walletId}::uuid AND w.user_id = ${userId}::uuid AND w.id NOT IN (SELECT r.wallet_id FROM removed_wallet r)
      RETURNING w.id, w.user_id, before.subject AS was
    ),
    hidden AS (
      INSERT INTO removed_wallet (user_id, wallet_id, removed_at) SELECT user_id, id, now() FROM removed ON CONFLICT DO NOTHING
    ),
    ended AS (
      UPDATE sync_job j SET ${cancel} FROM removed WHERE j.wallet_id = removed.id AND j.finished_at IS NULL
    ),
    raised AS (
      UPDATE wallet w SET scope_version = w.scope_version + 1 FROM removed WHERE w.user_id = removed.user_id AND w.id <> removed.id
    ),
    due AS (${makeTellingDue(left)})
    SELECT id FROM removed`;
  if (removed.length === 0) throw notFound("wallet");
  await removeRows(userId);
  await retellNow(userId);
  await publishEvent(userId, "wallet.updated", { walletId });
}
