ALTER TABLE "wallet_proof" ADD COLUMN "dismissed_at" TIMESTAMPTZ(3);
ALTER TABLE "sync_job" ADD COLUMN "dismissed_at" TIMESTAMPTZ(3);
