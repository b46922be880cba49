-- What a transaction did, leg by leg. Rows of before have none until their transactions are labelled anew or read again.

-- CreateTable
CREATE TABLE "transaction_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "event_index" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "subtype" TEXT,
    "protocol" TEXT,
    "role" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" DECIMAL(39,0) NOT NULL,
    "location" TEXT NOT NULL,
    "order_ref" TEXT,
    "counterparty" TEXT,
    "ordinal" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "transaction_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "transaction_event_action_check" CHECK ("action" IN (
      'receive', 'send', 'self_transfer', 'internal_transfer', 'stake_registration', 'stake_deregistration', 'stake_delegation', 'vote_delegation',
      'reward_withdrawal', 'drep_registration', 'drep_retirement', 'drep_update', 'pool_registration', 'pool_retirement', 'governance_vote',
      'governance_proposal', 'treasury_donation', 'mint', 'burn', 'airdrop', 'claim', 'order_place', 'order_fill', 'order_partial', 'order_cancel',
      'order_expire', 'order_refund', 'order_execution', 'direct_swap', 'lp_deposit', 'lp_withdraw', 'farm_stake', 'farm_unstake', 'farm_harvest',
      'lend_supply', 'lend_withdraw', 'lend_borrow', 'lend_repay', 'liquidation', 'cdp_open', 'cdp_adjust', 'cdp_close', 'stability_deposit',
      'stability_withdraw', 'nft_list', 'nft_delist', 'nft_buy', 'nft_sell', 'nft_offer', 'nft_offer_cancel', 'bridge_out', 'bridge_in', 'lock',
      'unlock', 'multisig', 'protocol_operation', 'contract_interaction', 'failed_script', 'unclassified'
    )),
    CONSTRAINT "transaction_event_role_check" CHECK ("role" IN (
      'principal', 'receipt', 'reward', 'mint', 'burn', 'network_fee', 'batcher_fee', 'deposit', 'deposit_return', 'collateral_loss', 'donation',
      'custody', 'informational'
    )),
    CONSTRAINT "transaction_event_location_check" CHECK (split_part("location", ':', 1) IN (
      'wallet', 'contract', 'unverified', 'order', 'position', 'deposit', 'rewards'
    ))
);

-- CreateTable
CREATE TABLE "event_correction" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "tx_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "incoming" BOOLEAN NOT NULL,
    "order_ref" TEXT NOT NULL DEFAULT '',
    "ordinal" SMALLINT NOT NULL,
    "action" TEXT,
    "note" TEXT,

    CONSTRAINT "event_correction_pkey" PRIMARY KEY ("wallet_id","tx_hash","role","unit","incoming","order_ref","ordinal")
);

-- CreateIndex
CREATE UNIQUE INDEX "transaction_event_transaction_id_event_index_key" ON "transaction_event"("transaction_id", "event_index");

-- All legs of an order; most legs have none.
CREATE INDEX "transaction_event_user_id_wallet_id_order_ref_idx" ON "transaction_event"("user_id", "wallet_id", "order_ref") WHERE "order_ref" IS NOT NULL;

-- A key that turns out to be the wallet's takes its legs along: they are found without looking at all others.
CREATE INDEX "transaction_event_wallet_id_unverified_idx" ON "transaction_event"("wallet_id", "location") WHERE "location" LIKE 'unverified:%';

-- AddForeignKey
ALTER TABLE "transaction_event" ADD CONSTRAINT "transaction_event_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_correction" ADD CONSTRAINT "event_correction_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('transaction_event');
SELECT protect_owned_table('event_correction');
