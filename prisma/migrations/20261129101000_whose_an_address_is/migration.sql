-- Every key address under a followed stake key counts, unless the person says that it is somebody else's; and what one person
-- follows is one portfolio, so that a row may depend on the person's other wallets and is told again when those change.

-- AlterTable
ALTER TABLE "wallet" ADD COLUMN     "scope_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "wallet_proof" ADD COLUMN     "scope_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "wallet_address" ADD COLUMN     "emptied_height" INTEGER;

-- AlterTable
ALTER TABLE "transaction" ADD COLUMN     "shared" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "key_word" (
    "user_id" UUID NOT NULL,
    "credential" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    "said_by" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "key_word_pkey" PRIMARY KEY ("user_id","credential"),
    CONSTRAINT "key_word_word_check" CHECK ("word" IN ('mine', 'foreign')),
    CONSTRAINT "key_word_said_by_check" CHECK ("said_by" IN ('person', 'wallet'))
);

-- AddForeignKey
ALTER TABLE "key_word" ADD CONSTRAINT "key_word_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('key_word');

-- CreateTable
CREATE TABLE "due_telling" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "height" INTEGER,
    "tx_index" INTEGER,
    "transaction_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "due_telling_pkey" PRIMARY KEY ("wallet_id","scope"),
    CONSTRAINT "due_telling_scope_check" CHECK ("scope" IN ('all', 'shared'))
);

-- CreateIndex
CREATE INDEX "due_telling_user_id_idx" ON "due_telling"("user_id");

-- AddForeignKey
ALTER TABLE "due_telling" ADD CONSTRAINT "due_telling_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('due_telling');

-- Found without looking at all others: rows that depend on other wallets, own addresses elsewhere, pointer addresses.
CREATE INDEX "transaction_wallet_id_shared_idx" ON "transaction"("wallet_id", "block_height", "tx_index", "id") WHERE "shared";
CREATE INDEX "transaction_event_wallet_id_internal_idx" ON "transaction_event"("wallet_id", "counterparty") WHERE "action" = 'internal_transfer' AND "counterparty" IS NOT NULL;
CREATE INDEX "wallet_address_wallet_id_pointer_idx" ON "wallet_address"("wallet_id") WHERE "address" ~ '^addr(_test)?1[g2]';

SET ROLE cda_system;

-- Rows that left addresses out whose keys had not signed, and rows that knew nothing of the person's other wallets.
INSERT INTO due_telling (user_id, wallet_id, scope)
SELECT DISTINCT user_id, wallet_id, 'all' FROM asset_flow WHERE place = 'unverified'
ON CONFLICT DO NOTHING;

INSERT INTO due_telling (user_id, wallet_id, scope)
SELECT DISTINCT t.user_id, t.wallet_id, 'shared' FROM transaction t
WHERE EXISTS (SELECT 1 FROM wallet w WHERE w.user_id = t.user_id AND w.id <> t.wallet_id)
  AND EXISTS (SELECT 1 FROM transaction o WHERE o.user_id = t.user_id AND o.tx_hash = t.tx_hash AND o.wallet_id <> t.wallet_id)
ON CONFLICT DO NOTHING;

RESET ROLE;
