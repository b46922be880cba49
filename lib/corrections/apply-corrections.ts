import "server-only";
import { fittingRules } from "@/lib/corrections/rules-sql";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { carriageLovelace, memoLovelace } from "@/lib/ledger/spam-patterns";

/** Transactions that one statement looks at, besides what the user's other wallets show of the same. */
export const correctionsAtOnce = 500;

/**
 * Brings what counts of some transactions (action, spam, edited) in line with what it is made of: the person's word on the
 * one transaction, else their newest rule that fits, else that it only moved value between their own wallets, or only brought
 * what a leg of another wallet's of theirs paid, else the classification; for spam else whether it only brought, unasked, marked
 * tokens or a lure's message with little ADA. What their other wallets show of the same transactions changes with them. Safe to
 * repeat.
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
      SELECT DISTINCT o.id, o.wallet_id, o.tx_hash, o.fee IS NOT NULL AS "paidFee", o.net_lovelace + coalesce(o.fee, 0) + o.deposit - o.withdrawal AS moved, coalesce(o.unasked, false) AS unasked, o.bait,
        o.action_key, o.spam_key, o.own_action, o.own_spam, o.action, o.spam, o.edited, o.classified_action, o.note IS NOT NULL AS "hasNote", o.tags <> '{}' AS "hasTags"
      FROM page
      CROSS JOIN LATERAL (SELECT a.tx_hash FROM transaction a WHERE a.id = page.id AND a.user_id = ${userId}::uuid LIMIT 1) t
      CROSS JOIN LATERAL (SELECT * FROM transaction a WHERE a.user_id = ${userId}::uuid AND a.tx_hash = t.tx_hash OFFSET 0) o
    ),
    internal AS (
      SELECT l.tx_hash FROM look l GROUP BY l.tx_hash
      HAVING count(*) > 1 AND sum(l.moved) = 0
        AND NOT EXISTS (
          SELECT 1 FROM look o ${flows} WHERE o.tx_hash = l.tx_hash AND f.unit <> 'lovelace' GROUP BY f.unit HAVING sum(f.net_change) <> 0
        )
    ),
    pairs AS MATERIALIZED (
      SELECT l.id, l.wallet_id, o.id AS payer FROM look l JOIN look o ON o.tx_hash = l.tx_hash AND o.id <> l.id AND o."paidFee"
      WHERE coalesce(l.classified_action, l.action) IN ('receive', 'airdrop')
    ),
    paid AS (
      SELECT DISTINCT p.id FROM pairs p
      CROSS JOIN LATERAL (SELECT * FROM transaction_event a WHERE a.transaction_id = p.payer AND a.user_id = ${userId}::uuid AND a.action = 'send' OFFSET 0) e
      CROSS JOIN LATERAL (SELECT 1 FROM wallet_address a WHERE a.wallet_id = p.wallet_id AND a.address = e.counterparty LIMIT 1) w
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
      SELECT l.id, l.own_action, l.own_spam, l."hasNote", l."hasTags", l.action AS "actionNow", l.spam AS "spamNow", l.edited AS "editedNow", coalesce(l.own_action, named.action, CASE WHEN i.tx_hash IS NOT NULL OR p.id IS NOT NULL THEN 'internal_transfer' END, l.classified_action, l.action) AS action,
        coalesce(l.own_spam, judged.spam, CASE WHEN b.only_spam IS NULL THEN l.bait AND b.lovelace <= ${memoLovelace}
          ELSE b.only_spam AND b.lovelace <= ${carriageLovelace} END, false) AS spam,
        coalesce(l.own_action, named.action) IS NOT NULL OR l."hasNote" OR coalesce(l.own_spam, judged.spam) IS NOT NULL OR l."hasTags" AS edited
      FROM look l
      ${fittingRules(Prisma.sql`${userId}::uuid`, "l")}
      LEFT JOIN brought b ON b.id = l.id
      LEFT JOIN paid p ON p.id = l.id
      LEFT JOIN internal i ON i.tx_hash = l.tx_hash AND coalesce(l.classified_action, l.action) IN ('send', 'receive', 'airdrop')
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
