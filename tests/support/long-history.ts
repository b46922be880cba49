import type pg from "pg";

export interface LongHistory {
  readonly userId: string;
  readonly walletId: string;
  /** One of its transactions, in the middle. */
  readonly transactionId: string;
  /** A token that few of them move. */
  readonly rareUnit: string;
  /** The newest of them. */
  readonly at: Date;
}

const secondsApart = 400;

/**
 * A user with one wallet of so many transactions, made in the database; each kind of thing that grows with a history is there.
 * The last one is at `endsAt`, or the first one at the beginning of 2021.
 */
export async function addLongHistory(
  client: pg.Client,
  transactions: number,
  endsAt = new Date(Date.UTC(2021, 0) + transactions * secondsApart * 1_000),
): Promise<LongHistory> {
  const id = async (sql: string, values: unknown[] = []) =>
    (await client.query<{ id: string }>(sql, values)).rows[0]?.id ?? "";
  const userId = await id(`INSERT INTO "user" (kind) VALUES ('guest') RETURNING id`);
  const walletId = await id(
    `INSERT INTO wallet (user_id, network, kind, subject, address, tip_height, last_synced_at)
     VALUES ($1, 'mainnet', 'account', 'stake1long', 'addr1long', 20000000, now()) RETURNING id`,
    [userId],
  );
  const owned = [userId, walletId];
  await client.query(
    `INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, classified_action, direction, protocol, counterparty, summary,
       net_lovelace, fee, deposit, withdrawal, valid, trace, action_key, spam_key, scripts, unasked, labelled_with)
     SELECT $1::uuid, $2::uuid, md5($2::uuid::text || n) || md5('x' || n), 1000 + n * 20, n % 30, $4::timestamptz - make_interval(secs => ($3 - n) * $5::int),
       k.action, k.action, (ARRAY['in', 'out', 'self'])[1 + n % 3], CASE WHEN n % 3 = 0 THEN 'minswap' END,
       CASE WHEN n % 5 = 0 THEN 'addr1q' || md5((n % 997)::text) END, 'Moved ' || n || ' ADA by ' || k.action || CASE WHEN n % 9000 = 0 THEN ' with Zanzibar' ELSE '' END,
       5, 170000, CASE WHEN n % 1000 = 1 THEN 2000000 ELSE 0 END, CASE WHEN n % 500 = 0 THEN 7 ELSE 0 END, true, '{"rule":"swap","version":1,"facts":[]}',
       'contract|out|' || n % 40, 'tokens|in|' || n % 50, CASE WHEN n % 3 = 0 THEN ARRAY[rpad(md5('s' || n % 60), 56, '0')] ELSE '{}' END, n % 8 = 1, CASE WHEN n % 2 = 0 THEN 'old' END
     FROM generate_series(1, $3::int) n, LATERAL (SELECT (ARRAY['direct_swap', 'receive', 'send', 'order_place', 'order_fill', 'mint', 'airdrop', 'claim'])[1 + n % 8] AS action) k`,
    [...owned, transactions, endsAt, secondsApart],
  );
  await client.query(
    `INSERT INTO asset_flow (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
     SELECT user_id, wallet_id, id, f.unit, f.place, '', f.change FROM transaction, LATERAL (VALUES
       ('lovelace', 'wallet', 5), (rpad(md5('p' || (block_height / 20) % 100), 56, '0') || '546f6b', 'wallet', 1)) f(unit, place, change)
     WHERE user_id = $1 AND wallet_id = $2`,
    owned,
  );
  await client.query(
    `INSERT INTO transaction_event (user_id, wallet_id, transaction_id, event_index, action, role, unit, quantity, location, counterparty)
     SELECT user_id, wallet_id, id, e.index, CASE WHEN e.index > 1 THEN 'farm_stake' WHEN action IN ('receive', 'send', 'mint', 'airdrop') THEN action ELSE 'order_fill' END,
       e.role, 'lovelace', e.quantity, e.location, counterparty
     FROM transaction, LATERAL (VALUES
       (0, 'principal', 5, 'wallet'), (1, 'network_fee', -2, 'wallet'), (2, 'principal', 3, 'position:minswap-farm:farm'), (3, 'principal', -3, 'wallet')
     ) e(index, role, quantity, location)
     WHERE user_id = $1 AND wallet_id = $2 AND (e.index < 2 OR block_height % 20000 = 0)`,
    owned,
  );
  await client.query(
    `WITH opened AS (
       INSERT INTO order_opening (user_id, wallet_id, transaction_id, ref, protocol, kind, credential, locked, wanted)
       SELECT user_id, wallet_id, id, tx_hash || '#0', 'minswap', 'swap', 'aa', '{"lovelace":"5"}', '[]' FROM transaction WHERE wallet_id = $2 AND block_height % 80 = 0 RETURNING ref, transaction_id
     )
     INSERT INTO order_closing (user_id, wallet_id, transaction_id, ref, protocol, kind, outcome, gave, got, deposit_returned)
     SELECT $1::uuid, $2::uuid, transaction_id, ref, 'minswap', 'swap', 'filled', '{}', '{}', 0 FROM opened ORDER BY ref OFFSET 5`,
    owned,
  );
  await client.query(
    `INSERT INTO wallet_address (user_id, wallet_id, address, payment_kind, credential, verified, first_seen_height)
     SELECT $1, $2, 'addr1' || n, 'key', md5(n::text), n <= 2, n FROM generate_series(1, 3000) n`,
    owned,
  );
  await client.query(
    `INSERT INTO sync_job (user_id, wallet_id, status, stage, finished_at, scheduled_at)
     SELECT $1, $2, 'completed', 'done', now() - make_interval(days => n), now() - make_interval(days => n) FROM generate_series(1, 2000) n`,
    owned,
  );
  await client.query(
    `UPDATE wallet SET (cursor_height, cursor_tx_index, cursor_tx_hash) =
       (SELECT block_height, tx_index, tx_hash FROM transaction WHERE wallet_id = $1 ORDER BY block_height DESC, tx_index DESC LIMIT 1) WHERE id = $1`,
    [walletId],
  );
  await client.query(
    `INSERT INTO correction_rule (user_id, key, action, tx_hash) VALUES ($1, 'contract|out|7', 'direct_swap', 'x')`,
    [userId],
  );
  const [middle] = (
    await client.query<{ id: string; unit: string; at: Date }>(
      `SELECT t.id, f.unit, (SELECT max(tx_timestamp) FROM transaction WHERE wallet_id = $2) AS at FROM transaction t JOIN asset_flow f ON f.transaction_id = t.id
       WHERE t.user_id = $1 AND t.wallet_id = $2 AND f.unit <> 'lovelace' AND cardinality(t.scripts) > 0 ORDER BY t.block_height OFFSET $3::int LIMIT 1`,
      [...owned, Math.floor(transactions / 6)],
    )
  ).rows;
  if (middle === undefined) throw new Error("a history without a middle");
  return { userId, walletId, transactionId: middle.id, rareUnit: middle.unit, at: middle.at };
}
