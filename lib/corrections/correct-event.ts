import "server-only";
import { notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import type { PatchEvent } from "@/lib/contract/transaction-events";
import { userDb } from "@/lib/db";
import { publishEvent } from "@/lib/realtime/publish-event";

/**
 * Writes what a person says of one leg, beside what our rules say of it: it stands in a table of its own under what tells
 * the leg from others, so that no sync, rollback or re-label touches it. Null takes a word back. Throws `not_found`.
 */
export async function correctEvent(userId: string, id: string, index: number, patch: PatchEvent): Promise<void> {
  const given = { action: patch.action !== undefined, note: patch.note !== undefined };
  const [written] = await userDb(userId).$queryRaw<{ walletId: string }[]>`
    WITH leg AS (
      SELECT e.wallet_id, t.tx_hash, e.role, e.unit, e.quantity > 0 AS incoming, coalesce(e.order_ref, '') AS order_ref, e.ordinal
      FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
      WHERE e.user_id = ${userId}::uuid AND e.transaction_id = ${knownId(id, "transaction")}::uuid AND e.event_index = ${index}::int
    ),
    wanted AS (
      SELECT leg.*, CASE WHEN ${given.action} THEN ${patch.action ?? null}::text ELSE c.action END AS action,
        CASE WHEN ${given.note} THEN nullif(${patch.note ?? null}::text, '') ELSE c.note END AS note
      FROM leg LEFT JOIN event_correction c USING (wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal)
    ),
    gone AS (
      DELETE FROM event_correction c USING wanted w
      WHERE w.action IS NULL AND w.note IS NULL AND c.user_id = ${userId}::uuid
        AND (c.wallet_id, c.tx_hash, c.role, c.unit, c.incoming, c.order_ref, c.ordinal) = (w.wallet_id, w.tx_hash, w.role, w.unit, w.incoming, w.order_ref, w.ordinal)
    ),
    kept AS (
      INSERT INTO event_correction (user_id, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, action, note)
      SELECT ${userId}::uuid, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, action, note FROM wanted
      WHERE action IS NOT NULL OR note IS NOT NULL
      ON CONFLICT (wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal) DO UPDATE SET action = excluded.action, note = excluded.note
    )
    SELECT wallet_id AS "walletId" FROM leg`;
  if (written === undefined) throw notFound("event");
  await publishEvent(userId, "wallet.updated", written);
}
