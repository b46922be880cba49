-- How the account got its calls when the sync's last step ended, to tell how long the rest takes.
ALTER TABLE "sync_job" ADD COLUMN "pace" JSONB;
