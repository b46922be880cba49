-- CreateTable
CREATE TABLE "relabel" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "cursor_wallet" UUID,
    "cursor_height" INTEGER,
    "cursor_index" INTEGER,
    "total" INTEGER NOT NULL,
    "checked" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "relabel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relabel_change" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "relabel_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,

    CONSTRAINT "relabel_change_pkey" PRIMARY KEY ("relabel_id","transaction_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "relabel_user_id_key" ON "relabel"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "relabel_id_user_id_key" ON "relabel"("id", "user_id");

-- CreateIndex
CREATE INDEX "relabel_change_transaction_id_idx" ON "relabel_change"("transaction_id");

-- AddForeignKey
ALTER TABLE "relabel" ADD CONSTRAINT "relabel_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relabel_change" ADD CONSTRAINT "relabel_change_relabel_id_user_id_fkey" FOREIGN KEY ("relabel_id", "user_id") REFERENCES "relabel"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relabel_change" ADD CONSTRAINT "relabel_change_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;


SELECT protect_owned_table('relabel');
SELECT protect_owned_table('relabel_change');
