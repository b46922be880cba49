import { db } from "@/lib/db";

/** Where what is stored as a sum is not the sum of its rows, over all wallets of all users; empty when all is well. */
export async function balanceDifferences(): Promise<string[]> {
  const rows = await db().$queryRaw<{ difference: string }[]>`
    WITH folded AS (
      SELECT user_id, wallet_id, unit, place, CASE WHEN place = 'wallet' THEN '' ELSE credential END AS credential, sum(net_change) AS quantity
      FROM asset_flow GROUP BY 1, 2, 3, 4, 5 HAVING sum(net_change) <> 0
    ),
    totals AS (
      SELECT w.id, w.withdrawn, w.deposited, coalesce(sum(t.withdrawal), 0) AS withdrawals, coalesce(sum(t.deposit), 0) AS deposits
      FROM wallet w LEFT JOIN transaction t ON t.wallet_id = w.id GROUP BY w.id
    )
    SELECT concat_ws(' ', unit, place, credential, 'stored', coalesce(b.quantity, 0), 'flows', coalesce(f.quantity, 0)) AS difference
    FROM (SELECT * FROM balance WHERE quantity <> 0) b FULL JOIN folded f USING (user_id, wallet_id, unit, place, credential) WHERE b.quantity IS DISTINCT FROM f.quantity
    UNION ALL
    SELECT concat_ws(' ', 'withdrawn', withdrawn, 'is', withdrawals) FROM totals WHERE withdrawn <> withdrawals
    UNION ALL
    SELECT concat_ws(' ', 'deposited', deposited, 'is', deposits) FROM totals WHERE deposited <> deposits
    ORDER BY 1`;
  return rows.map(({ difference }) => difference);
}
