import { db } from "@/lib/db";

/** What a wallet's sync left, in a form in which two wallets of two users can be compared. */
export interface WalletRows {
  readonly wallet: unknown;
  readonly transactions: unknown;
  readonly flows: unknown;
  readonly events: unknown;
  readonly addresses: unknown;
  readonly quarantine: unknown;
  readonly rewards: unknown;
  readonly snapshot: unknown;
  readonly proof: unknown;
}

/**
 * Two columns depend on how the steps fell and are compared by what they mean: a key that is known to be the wallet's may
 * stand beside its flows or not, and a block's hash is known or not yet (`wrongBlockHashes` looks at those that are).
 */
export async function readRows(walletId: string): Promise<WalletRows> {
  const [row] = await db().$queryRaw<WalletRows[]>`
    SELECT
      (SELECT jsonb_build_object('cursor', w.cursor_tx_hash, 'height', w.cursor_height, 'index', w.cursor_tx_index, 'withdrawable', w.withdrawable::text, 'pool', w.pool_id, 'drep', w.drep_id)
       FROM wallet w WHERE w.id = ${walletId}::uuid) AS wallet,
      (SELECT jsonb_agg(to_jsonb(t) - '{id,user_id,wallet_id,block_hash}'::text[] ORDER BY block_height, tx_index, tx_hash) FROM transaction t WHERE wallet_id = ${walletId}::uuid) AS transactions,
      (SELECT jsonb_agg(to_jsonb(f) ORDER BY tx_hash, unit, place, credential) FROM (
        SELECT t.tx_hash, f.unit, f.place, CASE WHEN f.place = 'wallet' THEN '' ELSE f.credential END AS credential, sum(f.net_change)::text AS net_change
        FROM asset_flow f JOIN transaction t ON t.id = f.transaction_id WHERE f.wallet_id = ${walletId}::uuid GROUP BY 1, 2, 3, 4 HAVING sum(f.net_change) <> 0
      ) f) AS flows,
      (SELECT jsonb_agg(to_jsonb(e) - '{id,user_id,wallet_id,transaction_id}'::text[] || jsonb_build_object('tx_hash', t.tx_hash) ORDER BY t.tx_hash, e.event_index)
       FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id WHERE e.wallet_id = ${walletId}::uuid) AS events,
      (SELECT jsonb_agg(to_jsonb(a) - '{user_id,wallet_id,verified_height}'::text[] ORDER BY address) FROM wallet_address a WHERE wallet_id = ${walletId}::uuid) AS addresses,
      (SELECT jsonb_agg(jsonb_build_object('hash', tx_hash, 'height', block_height, 'index', tx_index, 'version', decoder_version, 'error', error) ORDER BY tx_hash)
       FROM quarantined_transaction WHERE wallet_id = ${walletId}::uuid) AS quarantine,
      (SELECT jsonb_agg(to_jsonb(r) - '{user_id,wallet_id}'::text[] ORDER BY epoch, type, pool_id) FROM staking_reward r WHERE wallet_id = ${walletId}::uuid) AS rewards,
      (SELECT jsonb_object_agg(unit, quantity::text) FROM portfolio_holdings_snapshot s WHERE wallet_id = ${walletId}::uuid
        AND as_of = (SELECT max(as_of) FROM portfolio_holdings_snapshot WHERE wallet_id = ${walletId}::uuid)) AS snapshot,
      (SELECT to_jsonb(p) - '{user_id,wallet_id,checked_at,scope_version}'::text[] FROM wallet_proof p WHERE wallet_id = ${walletId}::uuid) AS proof`;
  if (row === undefined) throw new Error("a row of sub-selects is always there");
  return row;
}

/** Stored block hashes by transaction, where one is known. */
export async function readBlockHashes(walletId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db().transaction.findMany({ where: { walletId }, select: { txHash: true, blockHash: true } });
  return new Map(rows.flatMap(({ txHash, blockHash }) => (blockHash === null ? [] : [[txHash, blockHash] as const])));
}

/** Transactions whose legs do not sum, by unit and place, to their flows; nor to their deposits, withdrawals and orders' prices. */
export async function readUnequalLegs(walletId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ txHash: string }[]>`
    SELECT DISTINCT t.tx_hash AS "txHash" FROM (
      SELECT transaction_id, unit, CASE WHEN place = 'wallet' THEN 'wallet' ELSE place || ':' || credential END AS location, net_change
      FROM asset_flow WHERE wallet_id = ${walletId}::uuid
      UNION ALL
      SELECT transaction_id, unit, location, -quantity FROM transaction_event
      WHERE wallet_id = ${walletId}::uuid AND split_part(location, ':', 1) IN ('wallet', 'contract', 'unverified', 'deposit', 'rewards')
      UNION ALL
      SELECT id, 'lovelace', 'deposit', deposit FROM transaction WHERE wallet_id = ${walletId}::uuid
      UNION ALL
      SELECT id, 'lovelace', 'rewards', -withdrawal FROM transaction WHERE wallet_id = ${walletId}::uuid
      UNION ALL
      SELECT c.transaction_id, p.unit, c.ref, p.quantity FROM order_closing c CROSS JOIN LATERAL (
        SELECT key AS unit, value::numeric AS quantity FROM jsonb_each_text(c.got) UNION ALL SELECT key, -value::numeric FROM jsonb_each_text(c.gave)
      ) p WHERE c.wallet_id = ${walletId}::uuid AND c.outcome IN ('filled', 'partly_filled')
      UNION ALL
      SELECT e.transaction_id, e.unit, e.order_ref, -e.quantity FROM transaction_event e JOIN order_closing c ON c.transaction_id = e.transaction_id AND c.ref = e.order_ref
      WHERE e.wallet_id = ${walletId}::uuid AND c.outcome IN ('filled', 'partly_filled') AND e.role IN ('principal', 'receipt', 'reward') AND e.location NOT LIKE 'position:%'
    ) c JOIN transaction t ON t.id = c.transaction_id
    GROUP BY t.tx_hash, c.unit, c.location HAVING sum(c.net_change) <> 0`;
  return rows.map(({ txHash }) => txHash);
}

/** Our sums by unit, zero ones left out, as decimal strings. */
export async function readBalances(walletId: string): Promise<Record<string, string>> {
  const rows = await db().$queryRaw<{ unit: string; quantity: string }[]>`
    SELECT unit, sum(net_change)::text AS quantity FROM asset_flow WHERE wallet_id = ${walletId}::uuid GROUP BY unit HAVING sum(net_change) <> 0`;
  return Object.fromEntries(rows.map(({ unit, quantity }) => [unit, quantity]));
}

export interface StoredProof {
  readonly status: string;
  /** By unit, zero left out. */
  readonly computed: Readonly<Record<string, string>>;
  readonly onChain: Readonly<Record<string, string>>;
  /** Nothing for a stake key that the chain has never seen. */
  readonly withdrawn: string;
  readonly withdrawnOnChain: string;
}

/** What the wallet's last comparison with the chain says; null before the first. */
export async function readProof(walletId: string): Promise<StoredProof | null> {
  const [row] = await db().$queryRaw<StoredProof[]>`
    SELECT p.status, coalesce(p.withdrawals ->> 'computed', '0') AS withdrawn, coalesce(p.withdrawals ->> 'onChain', '0') AS "withdrawnOnChain",
      (SELECT coalesce(jsonb_object_agg(a ->> 'unit', a ->> 'computed') FILTER (WHERE a ->> 'computed' <> '0'), '{}') FROM jsonb_array_elements(p.assets) a) AS computed,
      (SELECT coalesce(jsonb_object_agg(a ->> 'unit', a ->> 'onChain') FILTER (WHERE a ->> 'onChain' <> '0'), '{}') FROM jsonb_array_elements(p.assets) a) AS "onChain"
    FROM wallet_proof p WHERE p.wallet_id = ${walletId}::uuid`;
  return row ?? null;
}
