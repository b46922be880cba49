-- A wallet that its user has removed is out of their sight at once; its rows go bit by bit.
CREATE TABLE "removed_wallet" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "removed_wallet_pkey" PRIMARY KEY ("wallet_id")
);
CREATE UNIQUE INDEX "removed_wallet_wallet_id_user_id_key" ON "removed_wallet"("wallet_id", "user_id");
CREATE INDEX "removed_wallet_user_id_idx" ON "removed_wallet"("user_id");
ALTER TABLE "removed_wallet" ADD CONSTRAINT "removed_wallet_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;
SELECT protect_owned_table('removed_wallet');

-- The same of a user: gone for everybody, while the rows still go.
ALTER TABLE "user" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
CREATE INDEX "user_removed_at_idx" ON "user"("removed_at") WHERE "removed_at" IS NOT NULL;

-- Rows of a removed wallet are nobody's. A list of what is hidden and not of what is seen: a statement that adds a wallet
-- sees its rows at once. Evaluated once a statement, since it asks for nothing of the row.
CREATE FUNCTION hide_removed_wallets(owned regclass, wallet_column name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER POLICY own_rows ON %s USING (user_id = app_user_id() AND %I NOT IN (SELECT r.wallet_id FROM removed_wallet r))', owned, wallet_column);
END $$;
REVOKE EXECUTE ON FUNCTION hide_removed_wallets FROM PUBLIC;

-- As before, and hides what belongs to a removed wallet.
CREATE OR REPLACE FUNCTION protect_owned_table(owned regclass, owner_column name DEFAULT 'user_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', owned);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', owned);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO cda_user, cda_system', owned);
  EXECUTE format('CREATE POLICY own_rows ON %s TO cda_user USING (%I = app_user_id()) WITH CHECK (%I = app_user_id())', owned, owner_column, owner_column);
  EXECUTE format('CREATE POLICY all_rows ON %s TO cda_system USING (true) WITH CHECK (true)', owned);
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = owned AND attname = 'wallet_id' AND NOT attisdropped) THEN
    PERFORM hide_removed_wallets(owned, 'wallet_id');
  END IF;
END $$;

DO $$
DECLARE owned regclass;
BEGIN
  FOR owned IN
    SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'wallet_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'removed_wallet'
  LOOP
    PERFORM hide_removed_wallets(owned, 'wallet_id');
  END LOOP;
END $$;
SELECT hide_removed_wallets('wallet', 'id');

-- A rewind that is not at its end: whatever sync comes next goes on with it.
ALTER TABLE "wallet" ADD COLUMN "rewind_to" INTEGER;

-- What the index alone answered tells of which wallet it is, so that it still does.
CREATE INDEX "transaction_script_user_id_credential_tx_timestamp_wallet_i_idx" ON "transaction_script"("user_id", "credential", "tx_timestamp", "wallet_id");
DROP INDEX "transaction_script_user_id_credential_tx_timestamp_idx";
