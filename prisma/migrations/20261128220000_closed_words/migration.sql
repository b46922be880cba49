-- Closed columns take the words that the code knows (lib/contract/stored-words.ts) and no others.
-- One statement, so that it may commit on its way: adding a constraint locks a table for a moment, one table at a time; the rows
-- that are there are looked at afterwards, while others write on. What an attempt that failed has done is not done again.
DO $$
DECLARE
  actions CONSTANT text[] := '{
    receive, send, self_transfer, internal_transfer, stake_registration, stake_deregistration, stake_delegation,
    vote_delegation, reward_withdrawal, drep_registration, drep_retirement, drep_update, pool_registration,
    pool_retirement, governance_vote, governance_proposal, treasury_donation, mint, burn, airdrop, claim, order_place,
    order_fill, order_partial, order_cancel, order_expire, order_refund, order_execution, direct_swap, lp_deposit,
    lp_withdraw, farm_stake, farm_unstake, farm_harvest, lend_supply, lend_withdraw, lend_borrow, lend_repay,
    liquidation, cdp_open, cdp_adjust, cdp_close, stability_deposit, stability_withdraw, nft_list, nft_delist, nft_buy,
    nft_sell, nft_offer, nft_offer_cancel, bridge_out, bridge_in, lock, unlock, multisig, protocol_operation,
    contract_interaction, failed_script, unclassified
  }';
  order_kinds CONSTANT text[] := '{
    swap, limit, stop, oco, exact_out, partial_swap, route, dca, deposit, withdraw, zap_in, zap_out, donate, supply,
    withdraw_supply, borrow, repay, other
  }';
  roles CONSTANT text[] := '{
    principal, receipt, reward, mint, burn, network_fee, batcher_fee, deposit, deposit_return, collateral_loss,
    donation, custody, informational
  }';
  error_codes CONSTANT text[] := '{
    invalid_request, invalid_address, wrong_network, handle_not_found, unauthenticated, invalid_recovery_key,
    invalid_signature, challenge_expired, forbidden_origin, not_found, conflict, payload_too_large, rate_limited,
    limit_reached, wallet_too_large, chain_key_rejected, chain_quota_exhausted, chain_unavailable, rollback_too_deep,
    database_unavailable, cache_unavailable, queue_unavailable, internal_error
  }';
  networks CONSTANT text[] := '{mainnet, preprod, preview}';
  suspicions CONSTANT text[] := '{link_in_name, lure_in_name, lure_in_description}';
  closed record;
BEGIN
  FOR closed IN
    SELECT c.of_table, c.of_column, c.of_table || '_' || c.of_column || '_check' AS named,
      (SELECT string_agg(quote_literal(w.word), ', ' ORDER BY w.i) FROM unnest(c.words) WITH ORDINALITY AS w(word, i)) AS words,
      CASE WHEN c.of_column = 'unread_lists' THEN '%I <@ ARRAY[%s]' ELSE '%I IN (%s)' END AS form
    FROM (VALUES
      ('user', 'kind', '{guest, wallet}'::text[]),
      ('sign_in_key', 'network', networks),
      ('sign_in_key', 'kind', '{stake, payment}'),
      ('auth_challenge', 'purpose', '{sign-in, link}'),
      ('wallet', 'network', networks),
      ('wallet', 'kind', '{account, address}'),
      ('wallet', 'unread_lists', '{rewards, instant_rewards, withdrawals, registrations, delegations}'),
      ('wallet_address', 'payment_kind', '{key, script, byron}'),
      ('transaction', 'action', actions),
      ('transaction', 'classified_action', actions),
      ('transaction', 'own_action', actions),
      ('transaction', 'subtype', order_kinds),
      ('transaction', 'direction', '{in, out, self, none}'),
      ('asset_flow', 'place', '{wallet, contract, unverified}'),
      ('transaction_event', 'subtype', order_kinds),
      ('event_correction', 'role', roles),
      ('event_correction', 'action', actions),
      ('order_opening', 'kind', order_kinds),
      ('order_closing', 'kind', order_kinds),
      ('order_closing', 'outcome', '{filled, partly_filled, cancelled, expired, refunded}'),
      ('delegation_event', 'kind', '{stake_registration, stake_deregistration, stake_delegation, vote_delegation}'),
      ('relabel', 'status', '{checking, ready, applying, done, failed}'),
      ('correction_rule', 'action', actions),
      ('token_mark', 'suspicion', suspicions),
      ('token_mark', 'lure', suspicions),
      ('token', 'kind', '{token, nft, lp}'),
      ('wallet_proof', 'status', '{proven, diverged}'),
      ('orphaned_edit', 'action', actions),
      ('quarantined_transaction', 'status', '{open, dismissed}'),
      ('sync_job', 'status', '{queued, running, waiting, completed, failed, cancelled}'),
      ('sync_job', 'stage', '{listing, transactions, proving, done}'),
      ('sync_job', 'waiting_for', '{rate_limit, daily_quota, retry}'),
      ('sync_job', 'error_code', error_codes)
    ) AS c(of_table, of_column, words)
  LOOP
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = closed.named AND connamespace = 'public'::regnamespace) THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (', closed.of_table, closed.named)
        || format(closed.form, closed.of_column, closed.words) || ') NOT VALID';
      COMMIT;
    END IF;
    EXECUTE format('ALTER TABLE %I VALIDATE CONSTRAINT %I', closed.of_table, closed.named);
    COMMIT;
  END LOOP;
END $$;
