-- The few transactions whose label failed, newest first: the page of issues lists them.
CREATE INDEX "transaction_not_explained_idx" ON "transaction"("user_id", "tx_timestamp") WHERE (trace -> 'failure') IS NOT NULL;
