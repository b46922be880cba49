import "server-only";
import { fittingRules } from "@/lib/corrections/rules-sql";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { carriageLovelace, memoLovelace } from "@/lib/ledger/spam-patterns";

/** Transactions that one statement looks at. */
export const correctionsAtOnce = 500;

/**
 * Brings what counts of some transactions (action, spam, edited) in line with what it is made of: the person's word on the
 * one transaction, else their newest rule that fits, else the classification; for spam else whether it only brought, unasked, marked
 * tokens or a lure's message with little ADA. Safe to repeat.
 * `page` is a statement for the ids, `then` what is written beside, as further parts of the same statement.
 * @returns how many transactions changed
 */
export async function applyCorrections(
  userId: string,
  page: Prisma.Sql,
  then: Prisma.Sql = Prisma.empty,
): Promise<number> {
  // Each by its own key: what is not asked for is not read, whatever the database expects of the other way.
  const flows = Prisma.sql`CROSS JOIN LATERAL (SELECT * FROM asset_flow a WHERE a.transaction_id = o.id AND a.user_id = ${userId}::uuid OFFSET 0) f`;
  const [answer] = await userDb(userId).$queryRaw<{ changed: number }[]>`
    WITH page AS MATERIALIZED (${page}),
    look AS MATERIALIZED (
      SELECT DISTINCT o.id, coalesce(o.unasked, false) AS unasked, o.bait,
        o.action_key, o.spam_key, o.own_action, o.own_spam, o.action, o.spam, o.edited, o.classified_action, o.note IS NOT NULL AS "hasNote", o.tags <> '{}' AS "hasTags"
      FROM page
      CROSS JOIN LATERAL (SELECT * FROM transaction a WHERE a.id = page.id AND a.user_id = ${userId}::uuid LIMIT 1) o
    ),
    brought AS (
      SELECT b.id, coalesce(sum(b.quantity) FILTER (WHERE b.unit = 'lovelace'), 0) AS lovelace,
        bool_and(coalesce(m.own_spam, m.suspicion IS NOT NULL)) FILTER (WHERE b.unit <> 'lovelace') AS only_spam
      FROM (
        SELECT o.id, f.unit, sum(f.net_change) AS quantity FROM look o ${flows} WHERE o.unasked GROUP BY 1, 2
      ) b LEFT JOIN token_mark m ON m.user_id = ${userId}::uuid AND m.unit = b.unit
      GROUP BY 1
    ),
    wanted AS (
      SELECT l.id, l.own_action, l.own_spam, l."hasNote", l."hasTags", l.action AS "actionNow", l.spam AS "spamNow", l.edited AS "editedNow", coalesce(l.own_action, named.action, l.classified_action, l.action) AS action,
        coalesce(l.own_spam, judged.spam, CASE WHEN b.only_spam IS NULL THEN l.bait AND b.lovelace <= ${memoLovelace}
          ELSE b.only_spam AND b.lovelace <= ${carriageLovelace} END, false) AS spam,
        coalesce(l.own_action, named.action) IS NOT NULL OR l."hasNote" OR coalesce(l.own_spam, judged.spam) IS NOT NULL OR l."hasTags" AS edited
      FROM look l
      ${fittingRules(Prisma.sql`${userId}::uuid`, "l")}
      LEFT JOIN brought b ON b.id = l.id
    ),
    other AS MATERIALIZED (
      SELECT id, action, spam, edited, own_action, own_spam, "hasNote", "hasTags" FROM wanted WHERE (action, spam, edited) IS DISTINCT FROM ("actionNow", "spamNow", "editedNow")
    ),
    changed AS (
      UPDATE transaction t SET classified_action = coalesce(t.classified_action, t.action), action = o.action, spam = o.spam, edited = o.edited
      FROM other o WHERE t.id = ANY (ARRAY(SELECT id FROM other)) AND t.id = o.id AND t.user_id = ${userId}::uuid
        AND (t.action, t.spam, t.edited) IS DISTINCT FROM (o.action, o.spam, o.edited)
        -- Who said something else meanwhile brings it in line with that.
        AND (t.own_action, t.own_spam, t.note IS NOT NULL, t.tags <> '{}') IS NOT DISTINCT FROM (o.own_action, o.own_spam, o."hasNote", o."hasTags")
      RETURNING t.id
    )
    ${then}
    SELECT count(*)::int AS changed FROM changed`;
  return answer?.changed ?? 0;
}

/** As above, for one transaction. */
export function applyToTransaction(userId: string, transactionId: string): Promise<number> {
  return applyCorrections(userId, Prisma.sql`SELECT ${transactionId}::uuid AS id`);
}
