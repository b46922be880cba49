-- AlterTable
ALTER TABLE "sync_job" ADD COLUMN     "is_full" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "watchdog_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "wallet_address" ADD COLUMN     "verified_height" INTEGER;

-- What is verified already may be so by a block that can still be rolled back: nothing tells, so the newest stored one stands for it.
UPDATE "wallet_address" a SET "verified_height" = coalesce((SELECT w."cursor_height" FROM "wallet" w WHERE w."id" = a."wallet_id"), 0) WHERE a."verified";

-- AlterTable
ALTER TABLE "transaction" ADD COLUMN     "listed" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "orphaned_edit" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "tx_hash" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "note" TEXT,
    "tags" TEXT[],
    "spam" BOOLEAN NOT NULL,
    "edited" BOOLEAN NOT NULL,

    CONSTRAINT "orphaned_edit_pkey" PRIMARY KEY ("wallet_id","tx_hash")
);

-- AddForeignKey
ALTER TABLE "orphaned_edit" ADD CONSTRAINT "orphaned_edit_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
