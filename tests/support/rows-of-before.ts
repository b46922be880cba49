/** Ids of a person's rows, which `rowsOfBefore` makes of their number. */
export const idOf = (kind: "user" | "wallet" | "job" | "relabel", person: number) =>
  `00000000-0000-4000-8000-${{ user: "1", wallet: "2", job: "3", relabel: "4" }[kind]}${String(person).padStart(11, "0")}`;

/** A script and a token that the person's transactions met. */
export const script = "ab".repeat(28);
export const token = `${"cd".repeat(28)}746f6b656e`;

/**
 * SQL that writes a person's rows as the version before the migrations of 20261128 did: in every table that it knew, and in
 * no column that it did not.
 */
export function rowsOfBefore(person: number): string {
  const [user, wallet] = [`'${idOf("user", person)}'::uuid`, `'${idOf("wallet", person)}'::uuid`];
  const owned = `${user}, ${wallet}`;
  const hash = (height: number) => `'${String(person)}-${String(height)}'`;
  const ofTransaction = (height: number) =>
    `SELECT user_id, wallet_id, id FROM transaction WHERE wallet_id = ${wallet} AND block_height = ${String(height)}`;
  return `
INSERT INTO "user" (id, kind) VALUES (${user}, 'guest');
INSERT INTO session (user_id, token_hash, expires_at) VALUES (${user}, ${hash(0)}, now());
INSERT INTO sign_in_key (user_id, network, kind, credential, address) VALUES (${user}, 'mainnet', 'stake', ${hash(0)}, 'stake1');
INSERT INTO auth_challenge (nonce_hash, address, purpose, issued_at, expires_at) VALUES (${hash(0)}, 'stake1', 'link', now(), now());
INSERT INTO wallet (id, user_id, network, kind, subject, address) VALUES (${wallet}, ${user}, 'mainnet', 'account', 'stake1', 'addr1');
INSERT INTO wallet_address (user_id, wallet_id, address, payment_kind, credential, first_seen_height)
  VALUES (${owned}, 'addr1', 'key', 'aa', 1), (${owned}, 'addr2', 'script', '${script}', 1);
INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, action, subtype, direction, counterparty, summary, net_lovelace,
    deposit, withdrawal, valid, note, tags, classified_action, own_action, action_key, scripts, unasked, labelled_with, trace)
  SELECT ${owned}, '${String(person)}-' || n, n, 0, now(), 'order_place', 'swap', 'self', 'Addr' || n, 'Placed {${token} 5} for ADA', 5,
    2, n, true, 'Rent', '{home}', 'order_place', 'order_place', 'key', CASE WHEN n = 2 THEN '{${script}}'::text[] ELSE '{}' END, false, 'rules', '{}'
  FROM generate_series(1, 3) n;
INSERT INTO asset_flow (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
  SELECT user_id, wallet_id, id, 'lovelace', 'wallet', CASE WHEN block_height = 2 THEN 'key' ELSE '' END, 5 FROM transaction WHERE wallet_id = ${wallet}
  UNION ALL SELECT user_id, wallet_id, id, '${token}', 'contract', '${script}', 2 - block_height FROM transaction WHERE wallet_id = ${wallet} AND block_height <> 2
  UNION ALL SELECT user_id, wallet_id, id, 'lovelace', 'unverified', 'aa', 7 FROM transaction WHERE wallet_id = ${wallet} AND block_height = 1;
INSERT INTO order_opening (user_id, wallet_id, transaction_id, ref, protocol, kind, credential, locked, wanted)
  SELECT s.*, o.ref, 'minswap-v2', 'swap', '${script}', '{}', '[]' FROM (${ofTransaction(1)}) s, (VALUES ('closed#0'), ('open#0')) o(ref);
INSERT INTO order_closing (user_id, wallet_id, transaction_id, ref, protocol, kind, outcome, gave, got, deposit_returned)
  SELECT s.*, 'closed#0', 'minswap-v2', 'swap', 'filled', '{}', '{}', 0 FROM (${ofTransaction(3)}) s;
INSERT INTO delegation_event (user_id, wallet_id, transaction_id, cert_index, kind) SELECT s.*, 0, 'vote_delegation' FROM (${ofTransaction(1)}) s;
INSERT INTO stake_pool (pool_id, fetched_at) VALUES (${hash(0)}, now());
INSERT INTO relabel (id, user_id, fingerprint, status, total) VALUES ('${idOf("relabel", person)}', ${user}, 'rules', 'checking', 3);
INSERT INTO relabel_change (relabel_id, user_id, wallet_id, transaction_id, before, after) SELECT '${idOf("relabel", person)}', s.*, '{}', '{}' FROM (${ofTransaction(1)}) s;
INSERT INTO correction_rule (user_id, key, action, tx_hash) VALUES (${user}, 'key', 'lock', ${hash(1)});
INSERT INTO token_mark (user_id, unit, suspicion) VALUES (${user}, '${token}', 'link_in_name'), (${user}, 'own', NULL);
INSERT INTO contract_name (user_id, credential, name) VALUES (${user}, '${script}', 'Market');
INSERT INTO token (unit, policy_id, asset_name, fingerprint, kind, fetched_at) VALUES (${hash(0)}, '', '', '', 'nft', now());
INSERT INTO raw_transaction (hash) VALUES (${hash(1)});
INSERT INTO staking_reward (user_id, wallet_id, epoch, type, pool_id, amount) VALUES (${owned}, 1, 'a word that Blockfrost may bring', 'pool', 1);
INSERT INTO wallet_proof (user_id, wallet_id, status, height, block_hash, checked_at, assets) VALUES (${owned}, 'diverged', 1, '', now(), '[]');
INSERT INTO portfolio_holdings_snapshot (user_id, wallet_id, as_of, unit, quantity) VALUES (${owned}, now(), 'lovelace', 1);
INSERT INTO chain_breadcrumb (user_id, wallet_id, height, hash) VALUES (${owned}, 1, '');
INSERT INTO orphaned_edit (user_id, wallet_id, tx_hash, action, tags) VALUES (${owned}, ${hash(9)}, 'lock', '{}');
INSERT INTO quarantined_transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, raw, error, decoder_version)
  VALUES (${owned}, ${hash(4)}, 4, 0, now(), '{}', '', 1);
INSERT INTO sync_job (id, user_id, wallet_id, active_wallet_id, status, stage, waiting_for, error_code) VALUES ('${idOf("job", person)}', ${owned}, ${wallet}, 'waiting', 'proving', 'retry', 'chain_unavailable');
INSERT INTO outbox_message (user_id, job_id, name, payload, not_before) VALUES (${user}, '${idOf("job", person)}', 'sync-wallet', '{}', now());`;
}
