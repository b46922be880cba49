-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "recovery_key_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallet" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "label" TEXT,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_synced_at" TIMESTAMPTZ(3),
    "cursor_height" INTEGER,
    "cursor_tx_index" INTEGER,
    "cursor_tx_hash" TEXT,
    "tip_height" INTEGER,
    "withdrawable" DECIMAL(39,0),
    "pool_id" TEXT,
    "drep_id" TEXT,

    CONSTRAINT "wallet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "wallet_address" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "payment_kind" TEXT NOT NULL,
    "credential" TEXT,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "first_seen_height" INTEGER NOT NULL,

    CONSTRAINT "wallet_address_pkey" PRIMARY KEY ("wallet_id","address")
);

-- CreateTable
CREATE TABLE "transaction" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "tx_hash" TEXT NOT NULL,
    "block_height" INTEGER NOT NULL,
    "block_hash" TEXT,
    "tx_index" INTEGER NOT NULL,
    "tx_timestamp" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "protocol" TEXT,
    "counterparty" TEXT,
    "summary" TEXT NOT NULL,
    "net_lovelace" DECIMAL(39,0) NOT NULL,
    "fee" DECIMAL(39,0),
    "deposit" DECIMAL(39,0) NOT NULL DEFAULT 0,
    "withdrawal" DECIMAL(39,0) NOT NULL DEFAULT 0,
    "valid" BOOLEAN NOT NULL,
    "note" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "spam" BOOLEAN NOT NULL DEFAULT false,
    "edited" BOOLEAN NOT NULL DEFAULT false,
    "trace" JSONB NOT NULL,

    CONSTRAINT "transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset_flow" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "credential" TEXT NOT NULL DEFAULT '',
    "net_change" DECIMAL(39,0) NOT NULL,

    CONSTRAINT "asset_flow_pkey" PRIMARY KEY ("transaction_id","unit","place","credential")
);

-- CreateTable
CREATE TABLE "token" (
    "unit" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "asset_name" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT,
    "ticker" TEXT,
    "decimals" INTEGER NOT NULL DEFAULT 0,
    "kind" TEXT NOT NULL,
    "logo" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_pkey" PRIMARY KEY ("unit")
);

-- CreateTable
CREATE TABLE "raw_transaction" (
    "hash" TEXT NOT NULL,
    "cbor" BYTEA,
    "json" JSONB,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "raw_transaction_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "staking_reward" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "pool_id" TEXT NOT NULL,
    "amount" DECIMAL(39,0) NOT NULL,

    CONSTRAINT "staking_reward_pkey" PRIMARY KEY ("wallet_id","epoch","type","pool_id")
);

-- CreateTable
CREATE TABLE "wallet_proof" (
    "wallet_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "height" INTEGER NOT NULL,
    "block_hash" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "assets" JSONB NOT NULL,
    "withdrawals" JSONB,
    "first_divergence" JSONB,

    CONSTRAINT "wallet_proof_pkey" PRIMARY KEY ("wallet_id")
);

-- CreateTable
CREATE TABLE "portfolio_holdings_snapshot" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" DECIMAL(39,0) NOT NULL,
    "value" DECIMAL(38,12),

    CONSTRAINT "portfolio_holdings_snapshot_pkey" PRIMARY KEY ("wallet_id","as_of","unit")
);

-- CreateTable
CREATE TABLE "chain_breadcrumb" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "height" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chain_breadcrumb_pkey" PRIMARY KEY ("wallet_id","height")
);

-- CreateTable
CREATE TABLE "quarantined_transaction" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "tx_hash" TEXT NOT NULL,
    "block_height" INTEGER NOT NULL,
    "tx_index" INTEGER NOT NULL,
    "tx_timestamp" TIMESTAMPTZ(3) NOT NULL,
    "raw" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "decoder_version" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quarantined_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_job" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "active_wallet_id" UUID,
    "status" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "proof_checks" INTEGER NOT NULL DEFAULT 0,
    "call_latency_ms" INTEGER,
    "resumes_at" TIMESTAMPTZ(3),
    "waiting_for" TEXT,
    "error_code" TEXT,
    "error_detail" TEXT,
    "blockfrost_calls" INTEGER NOT NULL DEFAULT 0,
    "messages" INTEGER NOT NULL DEFAULT 0,
    "redis_commands" INTEGER NOT NULL DEFAULT 0,
    "db_statements" INTEGER NOT NULL DEFAULT 0,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "scheduled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "progressed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "job_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_recovery_key_hash_key" ON "user"("recovery_key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_id_user_id_key" ON "wallet"("id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_user_id_network_subject_key" ON "wallet"("user_id", "network", "subject");

-- CreateIndex
CREATE INDEX "transaction_user_id_tx_timestamp_idx" ON "transaction"("user_id", "tx_timestamp");

-- CreateIndex
CREATE INDEX "transaction_wallet_id_block_height_idx" ON "transaction"("wallet_id", "block_height");

-- CreateIndex
CREATE INDEX "transaction_user_id_action_idx" ON "transaction"("user_id", "action");

-- CreateIndex
CREATE INDEX "transaction_user_id_protocol_idx" ON "transaction"("user_id", "protocol");

-- CreateIndex
CREATE UNIQUE INDEX "transaction_id_user_id_wallet_id_key" ON "transaction"("id", "user_id", "wallet_id");

-- CreateIndex
CREATE UNIQUE INDEX "transaction_user_id_wallet_id_tx_hash_key" ON "transaction"("user_id", "wallet_id", "tx_hash");

-- CreateIndex
CREATE INDEX "asset_flow_wallet_id_unit_idx" ON "asset_flow"("wallet_id", "unit");

-- CreateIndex
CREATE INDEX "asset_flow_user_id_unit_idx" ON "asset_flow"("user_id", "unit");

-- CreateIndex
CREATE UNIQUE INDEX "wallet_proof_wallet_id_user_id_key" ON "wallet_proof"("wallet_id", "user_id");

-- CreateIndex
CREATE INDEX "portfolio_holdings_snapshot_user_id_wallet_id_as_of_idx" ON "portfolio_holdings_snapshot"("user_id", "wallet_id", "as_of");

-- CreateIndex
CREATE INDEX "portfolio_holdings_snapshot_user_id_unit_as_of_idx" ON "portfolio_holdings_snapshot"("user_id", "unit", "as_of");

-- CreateIndex
CREATE INDEX "quarantined_transaction_wallet_id_idx" ON "quarantined_transaction"("wallet_id");

-- CreateIndex
CREATE UNIQUE INDEX "quarantined_transaction_user_id_wallet_id_tx_hash_key" ON "quarantined_transaction"("user_id", "wallet_id", "tx_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sync_job_active_wallet_id_key" ON "sync_job"("active_wallet_id");

-- CreateIndex
CREATE INDEX "sync_job_status_priority_scheduled_at_idx" ON "sync_job"("status", "priority", "scheduled_at");

-- CreateIndex
CREATE INDEX "sync_job_wallet_id_scheduled_at_idx" ON "sync_job"("wallet_id", "scheduled_at");

-- CreateIndex
CREATE UNIQUE INDEX "sync_job_id_user_id_key" ON "sync_job"("id", "user_id");

-- CreateIndex
CREATE INDEX "outbox_message_job_id_idx" ON "outbox_message"("job_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet" ADD CONSTRAINT "wallet_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_address" ADD CONSTRAINT "wallet_address_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset_flow" ADD CONSTRAINT "asset_flow_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staking_reward" ADD CONSTRAINT "staking_reward_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallet_proof" ADD CONSTRAINT "wallet_proof_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portfolio_holdings_snapshot" ADD CONSTRAINT "portfolio_holdings_snapshot_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "chain_breadcrumb" ADD CONSTRAINT "chain_breadcrumb_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quarantined_transaction" ADD CONSTRAINT "quarantined_transaction_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_job" ADD CONSTRAINT "sync_job_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_job_id_user_id_fkey" FOREIGN KEY ("job_id", "user_id") REFERENCES "sync_job"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;


