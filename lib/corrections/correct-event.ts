import "server-only";
import { assertSayable } from "@/lib/corrections/assert-sayable";
import { limitReached, notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { limits } from "@/lib/contract/limits";
import type { EventWord, PatchEvent } from "@/lib/contract/transaction-events";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { publishEvent } from "@/lib/realtime/publish-event";

interface Written {
  readonly walletId: string;
  readonly txHash: string;
  readonly isFull: boolean;
}

/**
 * Writes what a person says of one leg, beside what our rules say of it: it stands in a table of its own under what tells
 * the leg from others, so that no sync, rollback or re-label touches it. Null takes a word back; what is not given stays, as
 * whoever writes at the same time leaves it. Throws `not_found`, `limit_reached`, or `invalid_request` for what such a leg cannot have been.
 */
export async function correctEvent(userId: string, id: string, index: number, patch: PatchEvent): Promise<void> {
  const [action, note] = [patch.action ?? null, patch.note === "" ? null : (patch.note ?? null)];
  const word = patch.word ?? null;
  const saysSomething = action !== null || note !== null || word !== null;
  if (word !== null) await assertSayable(userId, knownId(id, "transaction"), index, word);
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
      INSERT INTO event_correction (user_id, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, action, note, kind, value, basis, currency)
      SELECT ${userId}::uuid, wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal, ${action}::text, ${note}::text,
        ${word?.kind ?? null}::text, ${word?.value ?? null}::numeric, ${word?.basis ?? null}::numeric, ${word?.currency ?? null}::text FROM leg
      WHERE (SELECT room.left FROM room)
      ON CONFLICT (wallet_id, tx_hash, role, unit, incoming, order_ref, ordinal) DO UPDATE SET
        ${given("action", patch.action)}, ${given("note", patch.note)},
        ${given("kind", patch.word)}, ${given("value", patch.word)}, ${given("basis", patch.word)}, ${given("currency", patch.word)}
    )
    SELECT wallet_id AS "walletId", tx_hash AS "txHash", NOT (SELECT room.left FROM room) AS "isFull" FROM leg`;
  if (written === undefined) throw notFound("event");
  if (written.isFull)
    throw limitReached(`corrected ${limits.eventCorrections} events of this wallet`, "Take some back first.");
  if (!saysSomething) await dropEmpty(userId, written);
  await publishEvent(userId, "wallet.updated", { walletId: written.walletId });
}

/** Takes the place of what a column says, where that is given. */
function given(column: "action" | "note" | keyof EventWord, value: unknown): Prisma.Sql {
  const name = Prisma.raw(column);
  return Prisma.sql`${name} = CASE WHEN ${value !== undefined} THEN excluded.${name} ELSE event_correction.${name} END`;
}

/** By a statement of its own, which sees what others wrote meanwhile. */
async function dropEmpty(userId: string, { walletId, txHash }: Written): Promise<void> {
  const nothing = { action: null, note: null, kind: null, value: null, basis: null };
  await userDb(userId).eventCorrection.deleteMany({ where: { userId, walletId, txHash, ...nothing } });
}
