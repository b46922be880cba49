-- When a person's words began to wait for their transaction's return, so that they do not wait for ever.
ALTER TABLE "orphaned_edit" ADD COLUMN "orphaned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Whether any wallet has a transaction, whoever's it is: a hash index is a fifth of a B-tree of hex texts.
CREATE INDEX "transaction_tx_hash_idx" ON "transaction" USING HASH ("tx_hash");

-- Snapshots come in the order of time: a block range is all that the daily thinning needs.
CREATE INDEX "portfolio_holdings_snapshot_as_of_idx" ON "portfolio_holdings_snapshot" USING BRIN ("as_of");
