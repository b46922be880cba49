import "server-only";
import { limitReached, notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { limits } from "@/lib/contract/limits";
import type { PatchEvent } from "@/lib/contract/transaction-events";
import { userDb } from "@/lib/db";
import { publishEvent } from "@/lib/realtime/publish-event";

interface Written {
  readonly walletId: string;
  readonly txHash: string;
  readonly isFull: boolean;
}

/**
 * Writes what a person says of one leg, beside what our rules say of it: it stands in a table of its own under what tells
 * the leg from others, so that no sync, rollback or re-label touches it. Null takes a word back; what is not given stays, as
 * whoever writes at the same time leaves it. Throws `not_found` or `limit_reached`.
 */
export async function correctEvent(userId: string, id: string, index: number, patch: PatchEvent): Promise<void> {
  const [action, note] = [patch.action ?? null, patch.note === "" ? null : (patch.note ?? null)];
  const saysSomething = action !== null || note !== null;
  const [written] = await userDb(userId).$queryRaw<Written[]>`
    WITH leg AS (
      SELECT e.wallet_id, t.tx_hash, e.role, e.unit, e.quantity > 0 AS incoming, coalesce(e.order_ref, '') AS order_ref, e.ordinal
      FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
      WHERE e.user_id = ${userId}::uuid AND e.transaction_id = ${knownId(id, "transaction")}::uuid AND e.event_index = ${index}::int
    ),
    room AS (
      SELECT NOT ${saysSomething} OR count(*) < ${limits.eventCorrections} AS left
      FROM event_correction c JOIN leg ON c.wallet_id = leg.wallet_id WHERE c.user_id = ${userId}::uuid
    ),
    kept AS (
      INSERT INTO event_correction (user_id, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, action, note)
      SELECT ${userId}::uuid, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, ${action}::text, ${note}::text FROM leg
      WHERE (SELECT room.left FROM room)
      ON CONFLICT (wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal) DO UPDATE SET
        action = CASE WHEN ${patch.action !== undefined} THEN excluded.action ELSE event_correction.action END,
        note = CASE WHEN ${patch.note !== undefined} THEN excluded.note ELSE event_correction.note END
    )
    SELECT wallet_id AS "walletId", tx_hash AS "txHash", NOT (SELECT room.left FROM room) AS "isFull" FROM leg`;
  if (written === undefined) throw notFound("event");
  if (written.isFull)
    throw limitReached(`corrected ${limits.eventCorrections} events of this wallet`, "Take some back first.");
  if (!saysSomething) await dropEmpty(userId, written);
  await publishEvent(userId, "wallet.updated", { walletId: written.walletId });
}

/** By a statement of its own, which sees what others wrote meanwhile. */
async function dropEmpty(userId: string, { walletId, txHash }: Written): Promise<void> {
  await userDb(userId).eventCorrection.deleteMany({ where: { userId, walletId, txHash, action: null, note: null } });
}
