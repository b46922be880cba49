import { db } from "@/lib/db";
import { correctionJoin, unsaidAction } from "@/lib/corrections/event-action-sql";

/**
 * Where the sums of a day that count as told are not the sums of its rows, over all users; empty when all is well. Of those with a
 * removed wallet nothing is said: it is out of their sight, and in that of the system.
 */
export async function historyDifferences(): Promise<string[]> {
  const rows = await db().$queryRaw<{ difference: string }[]>`
    WITH addresses AS (
      SELECT w.id AS wallet_id, w.user_id, (SELECT coalesce(sum(hashtextextended(a.address, 0)::numeric), 0) FROM wallet_address a WHERE a.wallet_id = w.id) AS sum
      FROM wallet w WHERE w.user_id NOT IN (SELECT user_id FROM removed_wallet)
    ),
    told AS (
      SELECT h.* FROM history_day h JOIN addresses o USING (wallet_id)
      WHERE h.told_version = h.version AND h.told_others = (SELECT coalesce(sum(a.sum), 0) FROM addresses a WHERE a.user_id = o.user_id AND a.wallet_id <> o.wallet_id)
    ),
    day AS (SELECT t.*, (t.tx_timestamp AT TIME ZONE 'UTC')::date AS day FROM transaction t),
    fresh AS (
      SELECT t.wallet_id, t.day, 'change ' || f.unit AS name, sum(f.net_change) AS quantity FROM day t JOIN asset_flow f ON f.transaction_id = t.id GROUP BY 1, 2, 3
      UNION ALL
      SELECT t.wallet_id, t.day, concat_ws(' ', CASE WHEN x.action = 'internal_transfer' THEN 'internal' ELSE 'transfer' END, e.unit), sum(e.quantity)
      FROM day t JOIN transaction_event e ON e.transaction_id = t.id
      CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin} CROSS JOIN LATERAL (SELECT coalesce(c.action, said.action) AS action) x
      WHERE e.role = 'principal' AND x.action IN ('receive', 'send', 'bridge_in', 'bridge_out', 'internal_transfer') GROUP BY 1, 2, 3
    ),
    kept AS (
      SELECT t.wallet_id, t.day, 'change ' || split_part(said, ' ', 1) AS name, split_part(said, ' ', 2)::numeric AS quantity
      FROM told t, unnest(string_to_array(t.changes, ',')) said
      UNION ALL
      SELECT t.wallet_id, t.day, concat_ws(' ', CASE split_part(said, ' ', 4) WHEN 't' THEN 'internal' ELSE 'transfer' END, split_part(said, ' ', 1)), split_part(said, ' ', 3)::numeric
      FROM told t, unnest(string_to_array(t.transfers, ',')) said
    )
    SELECT concat_ws(' ', day, name, 'kept', coalesce(k.quantity, 0), 'rows', coalesce(f.quantity, 0)) AS difference
    FROM kept k FULL JOIN (SELECT f.* FROM fresh f JOIN told USING (wallet_id, day)) f USING (wallet_id, day, name)
    WHERE coalesce(k.quantity, 0) <> coalesce(f.quantity, 0)
    UNION ALL
    SELECT concat_ws(' ', d.day, 'has no row') FROM day d WHERE NOT EXISTS (SELECT 1 FROM history_day h WHERE h.wallet_id = d.wallet_id AND h.day = d.day)
    ORDER BY 1`;
  return rows.map(({ difference }) => difference);
}
