-- One transaction as each of a user's wallets shows it.
CREATE INDEX "transaction_user_id_tx_hash_idx" ON "transaction"("user_id", "tx_hash");
