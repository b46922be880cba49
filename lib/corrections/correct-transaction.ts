import "server-only";
import { applyToTransaction } from "@/lib/corrections/apply-corrections";
import { makeDue, tellSyncs } from "@/lib/corrections/due";
import { correctNow } from "@/lib/corrections/run-corrections";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { AppError, limitReached, notFound } from "@/lib/contract/app-error";
import type { Correction, PatchTransaction } from "@/lib/contract/corrections";
import { knownId } from "@/lib/contract/known-id";
import { limits } from "@/lib/contract/limits";
import { publishEvent } from "@/lib/realtime/publish-event";

/**
 * Writes what a person says of a transaction beside what our rules say. Scope `similar` makes rules of action and spam that
 * also hold for the future (`likenessOf` tells what is alike), null takes such rules away; note and tags are this one's own.
 * Where nothing on the chain tells what is like it, the edit is this one's too. An edit of one transaction wins over every
 * rule, and a newer rule takes the place of the older. Throws `not_found`, `limit_reached`, and `invalid_request` for `similar` without action
 * and spam.
 */
export async function correctTransaction(userId: string, id: string, patch: PatchTransaction): Promise<Correction> {
  const transactionId = knownId(id, "transaction");
  if (patch.scope === "similar" && patch.action === undefined && patch.spam === undefined) throw nothingToShare();
  if (patch.scope === "similar") await assertRoomForRule(userId);
  const written = await write(userId, transactionId, patch);
  if (written === undefined) throw notFound("transaction");
  const isShared = patch.scope === "similar" && (written.sharesAction || written.sharesSpam);
  const ofOne = await applyToTransaction(userId, transactionId);
  const ofOthers = isShared ? await correctNow(userId) : { changed: 0, isDone: true };
  await publishEvent(userId, "wallet.updated", { walletId: written.walletId });
  return {
    changed: Math.max(1, ofOne + ofOthers.changed),
    isPartial: !ofOthers.isDone,
    ruleIds: written.ruleIds,
  };
}

async function assertRoomForRule(userId: string): Promise<void> {
  const rules = await userDb(userId).correctionRule.count({ where: { userId } });
  if (rules >= limits.rules) throw limitReached(`made ${limits.rules} rules`, "Take some away in Settings first.");
}

interface Written {
  readonly walletId: string;
  readonly sharesAction: boolean;
  readonly sharesSpam: boolean;
  readonly ruleIds: string[];
}

/** One statement: the person's own columns, and the rules that come and go. Where a rule is made, the own word gives way to it. */
async function write(
  userId: string,
  id: string,
  { action, note, tags, spam, scope }: PatchTransaction,
): Promise<Written | undefined> {
  const isSimilar = scope === "similar";
  const given = {
    action: action !== undefined,
    note: note !== undefined,
    tags: tags !== undefined,
    spam: spam !== undefined,
  };
  const [written] = await userDb(userId).$queryRaw<Written[]>`
    WITH mine AS (
      UPDATE transaction t SET classified_action = coalesce(t.classified_action, t.action),
        own_action = CASE WHEN ${given.action} THEN CASE WHEN ${isSimilar} AND t.action_key IS NOT NULL THEN NULL ELSE ${action ?? null}::text END ELSE t.own_action END,
        own_spam = CASE WHEN ${given.spam} THEN CASE WHEN ${isSimilar} AND t.spam_key IS NOT NULL THEN NULL ELSE ${spam ?? null}::boolean END ELSE t.own_spam END,
        note = CASE WHEN ${given.note} THEN nullif(${note ?? null}::text, '') ELSE t.note END,
        tags = CASE WHEN ${given.tags} THEN ${[...new Set(tags ?? [])]}::text[] ELSE t.tags END
      WHERE t.id = ${id}::uuid AND t.user_id = ${userId}::uuid
      RETURNING t.wallet_id, t.tx_hash, t.action_key, t.spam_key
    ),
    wanted AS (
      SELECT m.action_key AS key, ${action ?? null}::text AS action, NULL::boolean AS spam, m.tx_hash FROM mine m
      WHERE ${isSimilar} AND ${given.action} AND m.action_key IS NOT NULL
      UNION ALL
      SELECT m.spam_key, NULL, ${spam ?? null}::boolean, m.tx_hash FROM mine m
      WHERE ${isSimilar} AND ${given.spam} AND m.spam_key IS NOT NULL
    ),
    taken_back AS (
      DELETE FROM correction_rule r USING mine m WHERE r.user_id = ${userId}::uuid AND ${isSimilar} AND (
        ${given.action && action === null} AND r.key = m.action_key AND r.action IS NOT NULL
        OR ${given.spam && spam === null} AND r.key = m.spam_key AND r.spam IS NOT NULL)
    ),
    -- One rule for each key and kind: its id is made of them, so that two who write at once write the same row (UUID version 8).
    ruled AS (
      SELECT overlay(overlay(md5(concat_ws('|', ${userId}::text, key, CASE WHEN action IS NULL THEN 'spam' ELSE 'action' END)) PLACING '8' FROM 13) PLACING 'a' FROM 17)::uuid AS id,
        key, action, spam, tx_hash
      FROM wanted WHERE action IS NOT NULL OR spam IS NOT NULL
    ),
    replaced AS (
      DELETE FROM correction_rule r USING ruled n
      WHERE r.user_id = ${userId}::uuid AND r.key = n.key AND (r.action IS NULL) = (n.action IS NULL) AND r.id <> n.id
    ),
    made AS (
      INSERT INTO correction_rule (id, user_id, key, action, spam, tx_hash)
      SELECT id, ${userId}::uuid, key, action, spam, tx_hash FROM ruled
      ON CONFLICT (id) DO UPDATE SET action = excluded.action, spam = excluded.spam, tx_hash = excluded.tx_hash, created_at = now()
      RETURNING id
    ),
    told AS (${tellSyncs(userId, Prisma.sql`${isSimilar}`)}),
    due AS (${makeDue(Prisma.sql`
      SELECT ${userId}::uuid, 'action_key', m.action_key, NULL::int FROM mine m WHERE ${isSimilar && given.action} AND m.action_key IS NOT NULL
      UNION ALL
      SELECT ${userId}::uuid, 'spam_key', m.spam_key, NULL FROM mine m WHERE ${isSimilar && given.spam} AND m.spam_key IS NOT NULL`)})
    SELECT wallet_id AS "walletId", ARRAY(SELECT id::text FROM made) AS "ruleIds",
      ${given.action} AND action_key IS NOT NULL AS "sharesAction", ${given.spam} AND spam_key IS NOT NULL AS "sharesSpam"
    FROM mine`;
  return written;
}

function nothingToShare(): AppError {
  const reason = "Only action and spam can be set for all similar transactions; note and tags belong to one.";
  return new AppError({ code: "invalid_request", detail: reason, issues: [{ field: "scope", reason }] });
}
