-- How many transactions a wallet has stored, so that its limit is known without counting them.
ALTER TABLE "wallet" ADD COLUMN "transaction_count" INTEGER NOT NULL DEFAULT 0;

-- By a trigger, so that no way in or out (sync, rollback, deletion, code of before) can forget it.
CREATE FUNCTION count_wallet_transactions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE wallet w SET transaction_count = w.transaction_count + CASE TG_OP WHEN 'INSERT' THEN c.rows ELSE -c.rows END
  FROM (SELECT wallet_id, count(*)::int AS rows FROM changed GROUP BY wallet_id) c WHERE w.id = c.wallet_id;
  RETURN NULL;
END $$;
CREATE TRIGGER wallet_transactions_added AFTER INSERT ON "transaction" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_wallet_transactions();
CREATE TRIGGER wallet_transactions_removed AFTER DELETE ON "transaction" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION count_wallet_transactions();

SET ROLE cda_system;

UPDATE "wallet" w SET "transaction_count" = c.rows
FROM (SELECT "wallet_id", count(*)::int AS rows FROM "transaction" GROUP BY "wallet_id") c WHERE w."id" = c."wallet_id";

RESET ROLE;
