/** How long rows are kept that nobody would miss. One statement takes `batch` of them at most and stays within a second. */
export interface Retention {
  readonly table: string;
  /** What goes. */
  readonly what: string;
  readonly keepDays: number;
  readonly batch: number;
  /** Which rows `x` go; `before` is the time that they are kept up to. */
  readonly due: (before: string) => string;
  /** Where looking at every row would take too long: so many rows of the table, from a place drawn by chance. */
  readonly sample?: { readonly key: string; readonly rows: number; readonly times: number };
}

/** Everything that grows with time. Redis forgets by itself: signatures after ten minutes, events after a week. */
export const retentions: readonly Retention[] = [
  {
    table: "session",
    what: "sessions that are over, or were not used for a month",
    keepDays: 30,
    batch: 5_000,
    due: (before) => `x.expires_at < now() OR x.last_seen_at < ${before}`,
  },
  {
    table: "auth_challenge",
    what: "what nobody signed in time",
    keepDays: 0,
    batch: 5_000,
    due: (before) => `x.expires_at < ${before}`,
  },
  {
    table: "security_event",
    what: "what happened to the ways into an account",
    keepDays: 365,
    batch: 5_000,
    due: (before) => `x.at < ${before}`,
  },
  {
    table: "outbox_message",
    what: "messages of syncs that ended",
    keepDays: 1,
    batch: 5_000,
    due: (before) =>
      `x.created_at < ${before} AND EXISTS (SELECT 1 FROM sync_job j WHERE j.id = x.job_id AND j.finished_at IS NOT NULL)`,
  },
  {
    table: "sync_job",
    what: "ended syncs, but each wallet's last",
    keepDays: 7,
    batch: 2_000,
    due: (before) =>
      `x.finished_at < ${before} AND x.id <> (SELECT n.id FROM sync_job n WHERE n.wallet_id = x.wallet_id ORDER BY n.scheduled_at DESC, n.id DESC LIMIT 1)`,
  },
  {
    table: "chain_breadcrumb",
    what: "blocks that are final, but each wallet's newest of them",
    keepDays: 2,
    batch: 5_000,
    due: (before) =>
      `x.seen_at < ${before} AND x.height < (SELECT n.height FROM chain_breadcrumb n WHERE n.wallet_id = x.wallet_id AND n.seen_at < ${before} ORDER BY n.height DESC LIMIT 1)`,
  },
  {
    table: "portfolio_holdings_snapshot",
    what: "snapshots, but the last of each day (UTC)",
    keepDays: 90,
    batch: 5_000,
    // Beyond the month after, every day has been thinned.
    due: (before) => `x.as_of < ${before} AND x.as_of > ${before} - interval '30 days'
      AND EXISTS (SELECT 1 FROM portfolio_holdings_snapshot n WHERE n.wallet_id = x.wallet_id AND n.as_of > x.as_of
        AND n.as_of < date_trunc('day', x.as_of, 'UTC') + interval '1 day')`,
  },
  {
    table: "orphaned_edit",
    what: "words on transactions that never came back after a rollback",
    keepDays: 90,
    batch: 5_000,
    due: (before) => `x.orphaned_at < ${before}`,
  },
  {
    table: "relabel_change",
    what: "what newer rules would have changed, where nobody said yes",
    keepDays: 30,
    batch: 5_000,
    due: (before) => `EXISTS (SELECT 1 FROM relabel r WHERE r.id = x.relabel_id AND r.updated_at < ${before})`,
  },
  {
    table: "relabel",
    what: "looks at the history with newer rules",
    keepDays: 30,
    batch: 5_000,
    due: (before) =>
      `x.updated_at < ${before} AND NOT EXISTS (SELECT 1 FROM relabel_change c WHERE c.relabel_id = x.id)`,
  },
  {
    table: '"user"',
    what: "guests who never added a wallet and are signed in nowhere",
    keepDays: 30,
    batch: 500,
    due: (before) => `x.kind = 'guest' AND x.created_at < ${before}
      AND NOT EXISTS (SELECT 1 FROM wallet w WHERE w.user_id = x.id) AND NOT EXISTS (SELECT 1 FROM session s WHERE s.user_id = x.id)`,
  },
  {
    table: "price_point",
    what: "states of pools that a rollback might have taken, and that nobody saw again; after a quarter of a year, when charts are drawn by weeks, what the market saw but the first of each week",
    keepDays: 2,
    batch: 5_000,
    due: (before) => `NOT x.settled AND x.at < ${before} OR x.tx_index IS NULL AND x.at < ${before} - interval '90 days'
      AND EXISTS (SELECT 1 FROM price_point n WHERE n.unit = x.unit AND n.pool_unit = x.pool_unit AND n.at < x.at AND n.at >= date_trunc('week', x.at, 'UTC'))`,
  },
  {
    table: "raw_transaction",
    what: "bytes of transactions that no wallet has",
    keepDays: 30,
    batch: 2_000,
    due: (before) => `x.fetched_at < ${before} AND NOT EXISTS (SELECT 1 FROM transaction t WHERE t.tx_hash = x.hash)
      AND NOT EXISTS (SELECT 1 FROM quarantined_transaction q WHERE q.tx_hash = x.hash)`,
    sample: { key: "hash", rows: 2_000, times: 20 },
  },
  {
    table: "market_token",
    what: "what the market knew of tokens that nobody trades, holds or watches any more",
    keepDays: 30,
    batch: 2_000,
    due: (before) => `coalesce(x.traded_at, x.priced_at) < ${before}
      AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.unit = x.unit AND b.quantity > 0)
      AND NOT EXISTS (SELECT 1 FROM watch w WHERE w.unit = x.unit)`,
  },
  {
    table: "pool",
    what: "pools that are gone from the chain, of what nobody holds or watches",
    keepDays: 60,
    batch: 1_000,
    // Only where walks have gone on seeing its DEX for days: after a pause of the market all pools look old.
    due: (before) => `x.seen_at < ${before}
      AND EXISTS (SELECT 1 FROM pool n WHERE n.dex = x.dex AND n.seen_at BETWEEN ${before} AND now() - interval '3 days')
      AND NOT EXISTS (SELECT 1 FROM market_token m WHERE m.unit = ANY (x.units))
      AND NOT EXISTS (SELECT 1 FROM watch w WHERE w.unit = ANY (x.units))
      AND NOT EXISTS (SELECT 1 FROM balance b WHERE b.unit = ANY (array_remove(x.units, 'lovelace')) AND b.quantity > 0)
      AND NOT EXISTS (SELECT 1 FROM price_pool p JOIN balance b ON b.unit = p.lp_unit AND b.quantity > 0
        WHERE p.unit = ANY (x.units) AND p.pool_unit = x.pool_unit)`,
  },
];

/** Tables that stop growing by themselves, with what stops them. What hangs on one of their rows goes with it. */
export const bounded: Readonly<Record<string, string>> = {
  sign_in_key: "limits.signInKeys a user",
  wallet: "MAX_WALLETS_PER_USER an account, MAX_WALLETS_PER_GUEST a guest",
  removed_wallet: "gone with its wallet; the sweep goes on with it",
  wallet_address: "limits.walletAddresses a wallet",
  transaction: "MAX_WALLET_TRANSACTIONS a wallet",
  asset_flow: "what fits into a transaction (16 kB)",
  transaction_event: "legs of a transaction's flows",
  transaction_script: "scripts of a transaction",
  event_correction: "limits.eventCorrections a wallet",
  balance: "units of a wallet's transactions, by place",
  history_day: "days of a wallet's transactions",
  due_correction: "one a key of the user's rules, marks and wallets, until it is done",
  order_opening: "outputs of a transaction",
  order_closing: "inputs of a transaction",
  delegation_event: "certificates of a transaction",
  correction_rule: "limits.rules a user",
  token_mark: "limits.tokenMarks a user, and the units of their transactions",
  contract_name: "limits.contractNames a user",
  own_price: "limits.ownPrices a user",
  accounting_setting: "one a user",
  export_number: "units of the user's transactions",
  gains_fold: "one a user",
  gains_segment: "one for some hundred of the user's transactions, at most limits.accountedTransactions of them",
  gains_row: "what happened in these, and what is left of it",
  opening_lot: "limits.openingLots a user",
  address_book: "limits.addressBook a user",
  watch: "limits.watchedTokens a user",
  key_word: "limits.keyWords a user",
  due_telling: "two a wallet, until it is done",
  quarantined_transaction: "limits.quarantinedTransactions a wallet",
  staking_reward: "epochs of the chain, one every five days",
  active_stake: "epochs of the chain, one every five days",
  wallet_proof: "one a wallet",
  token_lookup: "one a wallet",
  valuation: "one a wallet",
  wanted_price: "units and days of a wallet's transactions",
  stake_pool: "pools of the chain",
  pool_epoch: "pools and epochs of the chain, as far as wallets are delegated to them",
  ada_close: "hours since 2017, by source",
  fiat_rate: "working days, by currency",
  rate_source: "four sources",
  rate_fill: "months since 2017, by source",
  price_pool: "pools of the chain, by what they trade",
  price_version: "units that pools trade, and shares of these",
  price_change: "months of the prices of these",
  price_month: "months since 2017 of units that pools trade",
  pool_birth: "pools of the chain",
  token: "units of all wallets' transactions, and of what is traded while somebody looks",
};
