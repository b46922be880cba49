import { db } from "@/lib/db";
import { carriageLovelace, memoLovelace } from "@/lib/ledger/spam-patterns";

/** Where action, spam or edited of any transaction is not what follows from all rows at once, read in one go; empty when all is well. */
export async function labelDifferences(): Promise<string[]> {
  const rows = await db().$queryRaw<{ difference: string }[]>`
    WITH rule AS (
      SELECT DISTINCT ON (user_id, key, action IS NULL) user_id, key, action, spam FROM correction_rule
      ORDER BY user_id, key, action IS NULL, created_at DESC, id DESC
    ),
    brought AS (
      SELECT b.id, coalesce(sum(b.quantity) FILTER (WHERE b.unit = 'lovelace'), 0) AS lovelace,
        bool_and(coalesce(m.own_spam, m.suspicion IS NOT NULL)) FILTER (WHERE b.unit <> 'lovelace') AS only_spam
      FROM (
        SELECT t.id, t.user_id, f.unit, sum(f.net_change) AS quantity FROM transaction t JOIN asset_flow f ON f.transaction_id = t.id WHERE t.unasked GROUP BY 1, 2, 3
      ) b LEFT JOIN token_mark m ON m.user_id = b.user_id AND m.unit = b.unit GROUP BY 1
    ),
    wanted AS (
      SELECT t.id, t.tx_hash, t.action, t.spam, t.edited,
        coalesce(t.own_action, named.action, t.classified_action, t.action) AS "wantedAction",
        coalesce(t.own_spam, judged.spam, CASE WHEN b.only_spam IS NULL THEN t.bait AND b.lovelace <= ${memoLovelace}
          ELSE b.only_spam AND b.lovelace <= ${carriageLovelace} END, false) AS "wantedSpam",
        coalesce(t.own_action, named.action, t.note) IS NOT NULL OR coalesce(t.own_spam, judged.spam) IS NOT NULL OR t.tags <> '{}' AS "wantedEdited"
      FROM transaction t
      LEFT JOIN rule named ON named.user_id = t.user_id AND named.key = t.action_key AND named.action IS NOT NULL
      LEFT JOIN rule judged ON judged.user_id = t.user_id AND judged.key = t.spam_key AND judged.spam IS NOT NULL
      LEFT JOIN brought b ON b.id = t.id
    ),
    asked AS (
      SELECT f.user_id, f.unit FROM (
        SELECT user_id, transaction_id, unit, sum(net_change) AS quantity FROM asset_flow GROUP BY 1, 2, 3
      ) f JOIN transaction t ON t.id = f.transaction_id GROUP BY 1, 2 HAVING NOT bool_and(f.quantity > 0 AND coalesce(t.unasked, false))
    )
    SELECT concat_ws(' ', tx_hash, 'is', action, spam, edited, 'and not', "wantedAction", "wantedSpam", "wantedEdited") AS difference
    FROM wanted WHERE (action, spam, edited) IS DISTINCT FROM ("wantedAction", "wantedSpam", "wantedEdited")
    UNION ALL
    SELECT concat_ws(' ', m.unit, 'is suspected of', m.suspicion, 'and was asked for') FROM token_mark m JOIN asked USING (user_id, unit) WHERE m.suspicion IS NOT NULL
    UNION ALL
    SELECT concat_ws(' ', m.unit, 'is a', m.lure, 'that nobody asked for, and not suspected') FROM token_mark m
    WHERE m.lure IS DISTINCT FROM m.suspicion AND NOT EXISTS (SELECT 1 FROM asked WHERE asked.user_id = m.user_id AND asked.unit = m.unit)
      AND EXISTS (SELECT 1 FROM asset_flow f WHERE f.user_id = m.user_id AND f.unit = m.unit)
    ORDER BY 1`;
  return rows.map(({ difference }) => difference);
}
