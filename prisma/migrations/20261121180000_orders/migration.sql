-- AlterTable
ALTER TABLE "transaction" ADD COLUMN     "subtype" TEXT;

-- CreateTable
CREATE TABLE "order_opening" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "credential" TEXT NOT NULL,
    "locked" JSONB NOT NULL,
    "offered" JSONB,
    "wanted" JSONB NOT NULL,

    CONSTRAINT "order_opening_pkey" PRIMARY KEY ("transaction_id","ref")
);

-- CreateTable
CREATE TABLE "order_closing" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "ref" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "gave" JSONB NOT NULL,
    "got" JSONB NOT NULL,
    "batcher_fee" DECIMAL(39,0),
    "deposit_returned" DECIMAL(39,0) NOT NULL,
    "continued_as" TEXT,

    CONSTRAINT "order_closing_pkey" PRIMARY KEY ("transaction_id","ref")
);

-- CreateIndex
CREATE INDEX "order_opening_wallet_id_ref_idx" ON "order_opening"("wallet_id", "ref");

-- CreateIndex
CREATE INDEX "order_closing_wallet_id_ref_idx" ON "order_closing"("wallet_id", "ref");

-- CreateIndex
CREATE INDEX "order_closing_wallet_id_continued_as_idx" ON "order_closing"("wallet_id", "continued_as");

-- AddForeignKey
ALTER TABLE "order_opening" ADD CONSTRAINT "order_opening_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_closing" ADD CONSTRAINT "order_closing_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('order_opening');
SELECT protect_owned_table('order_closing');
