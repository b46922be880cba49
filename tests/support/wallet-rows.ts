import { db } from "@/lib/db";

type Row = Readonly<Record<string, unknown>>;

/**
 * Everything that a sync has written about one wallet, without ids and times of writing, each table in one order. Flows
 * as all readers take them: of what stands in the wallet itself the credential says no more than when it was verified.
 */
export async function walletRows(walletId: string): Promise<Readonly<Record<string, readonly Row[]>>> {
  const [row] = await db().$queryRaw<{ tables: Record<string, Row[]> }[]>`
    WITH chosen AS (SELECT ${walletId}::uuid AS id),
    flow AS (
      SELECT t.tx_hash, f.unit, f.place, own.credential, sum(f.net_change)::text AS net_change
      FROM chosen, asset_flow f JOIN transaction t ON t.id = f.transaction_id,
        LATERAL (SELECT CASE WHEN f.place = 'wallet' THEN '' ELSE f.credential END AS credential) own
      WHERE f.wallet_id = chosen.id GROUP BY t.tx_hash, f.unit, f.place, own.credential HAVING sum(f.net_change) <> 0
    ),
    line AS (
      SELECT 'wallet' AS name, to_jsonb(w) - '{id,added_at,last_synced_at}'::text[] AS columns FROM wallet w, chosen WHERE w.id = chosen.id
      UNION ALL
      SELECT 'transaction', to_jsonb(t) - 'id' FROM transaction t, chosen WHERE t.wallet_id = chosen.id
      UNION ALL
      SELECT 'asset_flow', to_jsonb(f) FROM flow f
      UNION ALL
      SELECT 'transaction_event', to_jsonb(e) - '{id,transaction_id}'::text[] || jsonb_build_object('tx_hash', t.tx_hash)
      FROM chosen, transaction_event e JOIN transaction t ON t.id = e.transaction_id WHERE e.wallet_id = chosen.id
      UNION ALL
      SELECT 'wallet_address', to_jsonb(a) FROM wallet_address a, chosen WHERE a.wallet_id = chosen.id
      UNION ALL
      SELECT 'delegation_event', to_jsonb(e) - 'transaction_id' || jsonb_build_object('tx_hash', t.tx_hash)
      FROM chosen, delegation_event e JOIN transaction t ON t.id = e.transaction_id WHERE e.wallet_id = chosen.id
      UNION ALL
      SELECT 'order_opening', to_jsonb(o) - 'transaction_id' || jsonb_build_object('tx_hash', t.tx_hash)
      FROM chosen, order_opening o JOIN transaction t ON t.id = o.transaction_id WHERE o.wallet_id = chosen.id
      UNION ALL
      SELECT 'order_closing', to_jsonb(c) - 'transaction_id' || jsonb_build_object('tx_hash', t.tx_hash)
      FROM chosen, order_closing c JOIN transaction t ON t.id = c.transaction_id WHERE c.wallet_id = chosen.id
      UNION ALL
      SELECT 'staking_reward', to_jsonb(r) FROM staking_reward r, chosen WHERE r.wallet_id = chosen.id
      UNION ALL
      SELECT 'snapshot', to_jsonb(s) - 'as_of' FROM portfolio_holdings_snapshot s, chosen WHERE s.wallet_id = chosen.id
      UNION ALL
      SELECT 'proof', to_jsonb(p) - 'checked_at' FROM wallet_proof p, chosen WHERE p.wallet_id = chosen.id
      UNION ALL
      SELECT 'quarantine', to_jsonb(q) - '{id,created_at}'::text[] FROM quarantined_transaction q, chosen WHERE q.wallet_id = chosen.id
    ),
    own AS (SELECT name, columns - '{user_id,wallet_id}'::text[] AS columns FROM line)
    SELECT jsonb_object_agg(name, rows) AS tables
    FROM (SELECT name, jsonb_agg(columns ORDER BY columns::text) AS rows FROM own GROUP BY name) grouped`;
  if (row === undefined) throw new Error("an aggregate without a row");
  return row.tables;
}
