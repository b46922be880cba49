-- AlterTable
ALTER TABLE "order_opening" ADD COLUMN     "own_stake" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "wallet_proof" ADD COLUMN     "unspent" JSONB;

-- CreateTable
CREATE TABLE "delegation_event" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "cert_index" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "pool_id" TEXT,
    "drep_id" TEXT,
    "deposit" DECIMAL(39,0) NOT NULL DEFAULT 0,

    CONSTRAINT "delegation_event_pkey" PRIMARY KEY ("transaction_id","cert_index","kind")
);

-- CreateTable
CREATE TABLE "stake_pool" (
    "pool_id" TEXT NOT NULL,
    "ticker" TEXT,
    "name" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stake_pool_pkey" PRIMARY KEY ("pool_id")
);

-- CreateIndex
CREATE INDEX "delegation_event_wallet_id_idx" ON "delegation_event"("wallet_id");

-- AddForeignKey
ALTER TABLE "delegation_event" ADD CONSTRAINT "delegation_event_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('delegation_event');

-- Shared by all users: public facts of the chain.
GRANT SELECT, INSERT, UPDATE ON "stake_pool" TO cda_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON "stake_pool" TO cda_system;
