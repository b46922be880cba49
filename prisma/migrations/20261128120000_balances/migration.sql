-- What a wallet holds of each unit in each place, and what it has withdrawn and paid into deposits. Triggers move both with
-- every change of the rows they are made of, whoever makes it: a sync of this version or of the one before, a rollback, a
-- key that turns out to be the wallet's, a cascade.

-- CreateTable
CREATE TABLE "balance" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "credential" TEXT NOT NULL DEFAULT '',
    "quantity" DECIMAL(39,0) NOT NULL,

    CONSTRAINT "balance_pkey" PRIMARY KEY ("wallet_id","unit","place","credential"),
    CONSTRAINT "balance_place_check" CHECK ("place" IN ('wallet', 'contract', 'unverified'))
);

-- CreateIndex
CREATE INDEX "balance_user_id_unit_idx" ON "balance"("user_id", "unit");

-- CreateIndex
CREATE INDEX "balance_unit_idx" ON "balance"("unit");

-- AddForeignKey
ALTER TABLE "balance" ADD CONSTRAINT "balance_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('balance');

-- AlterTable
ALTER TABLE "wallet" ADD COLUMN     "deposited" DECIMAL(39,0) NOT NULL DEFAULT 0,
ADD COLUMN     "withdrawn" DECIMAL(39,0) NOT NULL DEFAULT 0;

-- A key that turns out to be the wallet's takes its flows along: they are found without looking at all others.
CREATE INDEX "asset_flow_wallet_id_credential_unverified_idx" ON "asset_flow"("wallet_id", "credential") WHERE "place" = 'unverified';

-- `moved` holds the rows of one statement, as they came (argument 1) or as they went (-1). A wallet that is being deleted has
-- none. A balance of nothing has no row.
CREATE FUNCTION move_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  direction CONSTANT numeric := TG_ARGV[0];
  emptied record;
BEGIN
  FOR emptied IN
    WITH change AS (
      SELECT wallet_id, unit, place, CASE WHEN place = 'wallet' THEN '' ELSE credential END AS credential, direction * sum(net_change) AS quantity
      FROM moved GROUP BY 1, 2, 3, 4 HAVING sum(net_change) <> 0
    ), settled AS (
      INSERT INTO balance AS b (user_id, wallet_id, unit, place, credential, quantity)
      SELECT w.user_id, c.wallet_id, c.unit, c.place, c.credential, c.quantity FROM change c JOIN wallet w ON w.id = c.wallet_id
      ORDER BY c.wallet_id, c.unit, c.place, c.credential
      ON CONFLICT (wallet_id, unit, place, credential) DO UPDATE SET quantity = b.quantity + excluded.quantity
      RETURNING wallet_id, unit, place, credential, quantity
    )
    SELECT s.wallet_id, s.unit, s.place, s.credential FROM settled s WHERE s.quantity = 0
  LOOP
    DELETE FROM balance b WHERE b.wallet_id = emptied.wallet_id AND b.unit = emptied.unit AND b.place = emptied.place
      AND b.credential = emptied.credential AND b.quantity = 0;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION move_wallet_totals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE wallet SET withdrawn = withdrawn - OLD.withdrawal, deposited = deposited - OLD.deposit WHERE id = OLD.wallet_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE wallet SET withdrawn = withdrawn + NEW.withdrawal, deposited = deposited + NEW.deposit WHERE id = NEW.wallet_id;
  END IF;
  RETURN NULL;
END $$;

-- What a cascade fires runs as the user of the statement up to PostgreSQL 17 and as the table's owner since 18, to whom no
-- policy shows any row. So both run as the system.
GRANT CREATE ON SCHEMA public TO cda_system;
ALTER FUNCTION move_balances() OWNER TO cda_system;
ALTER FUNCTION move_wallet_totals() OWNER TO cda_system;
REVOKE CREATE ON SCHEMA public FROM cda_system;

-- From here on nobody else writes to these tables until the sums below are made.
CREATE TRIGGER balances_arrive AFTER INSERT ON asset_flow REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_balances('1');
CREATE TRIGGER balances_go AFTER DELETE ON asset_flow REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_balances('-1');
CREATE TRIGGER balances_change_from AFTER UPDATE ON asset_flow REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_balances('-1');
CREATE TRIGGER balances_change_to AFTER UPDATE ON asset_flow REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_balances('1');

CREATE TRIGGER totals_arrive AFTER INSERT ON transaction FOR EACH ROW
  WHEN (NEW.withdrawal <> 0 OR NEW.deposit <> 0) EXECUTE FUNCTION move_wallet_totals();
CREATE TRIGGER totals_go AFTER DELETE ON transaction FOR EACH ROW
  WHEN (OLD.withdrawal <> 0 OR OLD.deposit <> 0) EXECUTE FUNCTION move_wallet_totals();
CREATE TRIGGER totals_change AFTER UPDATE OF withdrawal, deposit ON transaction FOR EACH ROW
  WHEN ((OLD.withdrawal, OLD.deposit) IS DISTINCT FROM (NEW.withdrawal, NEW.deposit)) EXECUTE FUNCTION move_wallet_totals();

SET ROLE cda_system;

INSERT INTO balance (user_id, wallet_id, unit, place, credential, quantity)
SELECT user_id, wallet_id, unit, place, CASE WHEN place = 'wallet' THEN '' ELSE credential END, sum(net_change)
FROM asset_flow GROUP BY 1, 2, 3, 4, 5 HAVING sum(net_change) <> 0;

UPDATE wallet w SET withdrawn = t.withdrawn, deposited = t.deposited
FROM (SELECT wallet_id, sum(withdrawal) AS withdrawn, sum(deposit) AS deposited FROM transaction WHERE withdrawal <> 0 OR deposit <> 0 GROUP BY 1) t
WHERE w.id = t.wallet_id;

RESET ROLE;
