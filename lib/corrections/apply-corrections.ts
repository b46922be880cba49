import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { carriageLovelace, memoLovelace } from "@/lib/ledger/spam-patterns";

/**
 * Brings what counts of the user's transactions (action, spam, edited) in line with what it is made of: their word on the
 * one transaction, else their newest rule that fits, else the classification; for spam else whether it only brought, unasked,
 * marked tokens or a lure's message with little ADA. One statement, safe to repeat: a caller that died before it is made
 * up for by the next.
 * @returns how many transactions changed
 */
export function applyCorrections(userId: string, transactionId: string | null = null): Promise<number> {
  const one = transactionId === null ? Prisma.empty : Prisma.sql`AND t.id = ${transactionId}::uuid`;
  return userDb(userId).$executeRaw`
    WITH rule AS (
      SELECT DISTINCT ON (r.key, r.action IS NULL) r.key, r.action, r.spam FROM correction_rule r
      WHERE r.user_id = ${userId}::uuid ORDER BY r.key, r.action IS NULL, r.created_at DESC, r.id DESC
    ),
    brought AS (
      SELECT b.transaction_id, coalesce(sum(b.quantity) FILTER (WHERE b.unit = 'lovelace'), 0) AS lovelace,
        bool_and(coalesce(m.own_spam, m.suspicion IS NOT NULL)) FILTER (WHERE b.unit <> 'lovelace') AS only_spam
      FROM (
        SELECT f.transaction_id, f.unit, sum(f.net_change) AS quantity
        FROM asset_flow f JOIN transaction t ON t.id = f.transaction_id AND t.user_id = f.user_id
        WHERE f.user_id = ${userId}::uuid AND t.unasked ${one}
        GROUP BY 1, 2
      ) b LEFT JOIN token_mark m ON m.user_id = ${userId}::uuid AND m.unit = b.unit
      GROUP BY 1
    ),
    wanted AS (
      SELECT t.id, coalesce(t.own_action, named.action, t.classified_action, t.action) AS action,
        coalesce(t.own_spam, judged.spam, CASE WHEN b.only_spam IS NULL THEN t.bait AND b.lovelace <= ${memoLovelace}
          ELSE b.only_spam AND b.lovelace <= ${carriageLovelace} END, false) AS spam,
        coalesce(t.own_action, named.action, t.note) IS NOT NULL OR coalesce(t.own_spam, judged.spam) IS NOT NULL OR t.tags <> '{}' AS edited
      FROM transaction t
      LEFT JOIN rule named ON named.key = t.action_key AND named.action IS NOT NULL
      LEFT JOIN rule judged ON judged.key = t.spam_key AND judged.spam IS NOT NULL
      LEFT JOIN brought b ON b.transaction_id = t.id
      WHERE t.user_id = ${userId}::uuid ${one}
    )
    UPDATE transaction t SET classified_action = coalesce(t.classified_action, t.action), action = wanted.action, spam = wanted.spam, edited = wanted.edited
    FROM wanted WHERE t.id = wanted.id AND t.user_id = ${userId}::uuid
      AND (t.action, t.spam, t.edited) IS DISTINCT FROM (wanted.action, wanted.spam, wanted.edited)`;
}
