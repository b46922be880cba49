-- What a sync asked of Koios; and how it is known that the scripts of a transaction succeeded, since its hash does not tell.
ALTER TABLE "sync_job" ADD COLUMN "koios_calls" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "transaction" ADD COLUMN "valid_by" TEXT;
ALTER TABLE "transaction" ADD CONSTRAINT "transaction_valid_by_check" CHECK ("valid_by" IN ('list', 'chain', 'proof'));
