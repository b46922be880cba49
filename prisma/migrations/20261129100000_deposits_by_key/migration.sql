-- Deposits of keys, each with what it is for: few legs among very many.
CREATE INDEX "transaction_event_user_id_deposit_idx" ON "transaction_event"("user_id", "wallet_id") WHERE "location" = 'deposit';

-- Tokens that a wallet minted, also those that it never held, so that their names are looked up.
CREATE INDEX "transaction_event_wallet_id_minted_idx" ON "transaction_event"("wallet_id", "unit") WHERE "role" = 'mint';

-- All that the treasury ever paid into the reward account, whether or not a list names it; null where nobody asked.
ALTER TABLE "wallet" ADD COLUMN     "treasury_paid" DECIMAL(39,0);

-- Whether a pool retired or is about to, as the chain said at `state_at`.
ALTER TABLE "stake_pool" ADD COLUMN     "retired" BOOLEAN,
ADD COLUMN     "retiring_epoch" INTEGER,
ADD COLUMN     "state_at" TIMESTAMPTZ(3);
