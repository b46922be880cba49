-- Of a job whose version does not write it the message counts as not published: it is published again, and de-duplicated.
ALTER TABLE "sync_job" ADD COLUMN "published_seq" INTEGER NOT NULL DEFAULT -1;
ALTER TABLE "relabel" ADD COLUMN "published_seq" INTEGER NOT NULL DEFAULT -1;

-- CreateTable
CREATE TABLE "token_lookup" (
    "wallet_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "published_seq" INTEGER NOT NULL DEFAULT -1,
    "round" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "token_lookup_pkey" PRIMARY KEY ("wallet_id")
);

-- CreateIndex
CREATE INDEX "token_lookup_due_at_idx" ON "token_lookup"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "token_lookup_wallet_id_user_id_key" ON "token_lookup"("wallet_id", "user_id");

-- AddForeignKey
ALTER TABLE "token_lookup" ADD CONSTRAINT "token_lookup_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('token_lookup');
