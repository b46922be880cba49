-- Labels follow rules, marks and the user's other wallets in steps of bounded work: what is still to be looked at is written
-- down in the statement that makes it so.

-- CreateTable
CREATE TABLE "due_correction" (
    "user_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "height" INTEGER,
    "tx_index" INTEGER,
    "transaction_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "due_correction_pkey" PRIMARY KEY ("user_id","scope","key"),
    CONSTRAINT "due_correction_scope_check" CHECK ("scope" IN ('wallet', 'action', 'action_key', 'spam_key', 'unit'))
);

-- AddForeignKey
ALTER TABLE "due_correction" ADD CONSTRAINT "due_correction_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('due_correction');

-- AlterTable
ALTER TABLE "token_mark" ADD COLUMN     "judged_of" TIMESTAMPTZ(3),
ADD COLUMN     "judged_with" TEXT,
ADD COLUMN     "lure" TEXT;

-- CreateIndex
CREATE INDEX "correction_rule_user_id_key_idx" ON "correction_rule"("user_id", "key");

-- CreateIndex
CREATE INDEX "transaction_user_id_action_key_idx" ON "transaction"("user_id", "action_key", "block_height", "tx_index", "id");

-- CreateIndex
CREATE INDEX "transaction_user_id_spam_key_idx" ON "transaction"("user_id", "spam_key", "block_height", "tx_index", "id");

-- CreateIndex
CREATE INDEX "transaction_user_id_action_order_idx" ON "transaction"("user_id", "action", "block_height", "tx_index", "id");

-- CreateIndex
CREATE INDEX "transaction_wallet_id_order_idx" ON "transaction"("wallet_id", "block_height", "tx_index", "id");

-- CreateIndex
CREATE INDEX "asset_flow_user_id_unit_transaction_id_idx" ON "asset_flow"("user_id", "unit", "transaction_id");

-- The longer ones begin with the same columns.
DROP INDEX "transaction_user_id_action_idx";
DROP INDEX "transaction_wallet_id_block_height_idx";
DROP INDEX "asset_flow_user_id_unit_idx";

-- Marks of the version before are lures that came unasked; wallets that are being synced now are looked at whole.
SET ROLE cda_system;
UPDATE token_mark SET lure = suspicion WHERE suspicion IS NOT NULL;
INSERT INTO due_correction (user_id, scope, key) SELECT DISTINCT user_id, 'wallet', wallet_id::text FROM sync_job WHERE finished_at IS NULL;
RESET ROLE;
