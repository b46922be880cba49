-- What each UTC day of a wallet comes to: readers keep its sums, and triggers count its changes, whoever makes them. Sums are
-- those of the day while they were told at its version.

-- CreateTable
CREATE TABLE "history_day" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "told_version" INTEGER,
    "told_others" DECIMAL(39,0),
    "changes" TEXT,
    "transfers" TEXT,

    CONSTRAINT "history_day_pkey" PRIMARY KEY ("wallet_id","day")
);

-- CreateIndex
CREATE INDEX "history_day_user_id_idx" ON "history_day"("user_id");

-- AddForeignKey
ALTER TABLE "history_day" ADD CONSTRAINT "history_day_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('history_day');

-- Some days are others now. A wallet that is being deleted has none.
CREATE FUNCTION change_history_days(wallets uuid[], times timestamptz[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO history_day AS h (user_id, wallet_id, day)
  SELECT w.user_id, w.id, c.day
  FROM (SELECT DISTINCT m.wallet_id, (m.at AT TIME ZONE 'UTC')::date AS day FROM unnest(wallets, times) AS m(wallet_id, at)) c JOIN wallet w ON w.id = c.wallet_id
  ORDER BY w.id, c.day
  ON CONFLICT (wallet_id, day) DO UPDATE SET version = h.version + 1
$$;

-- `moved` holds the transactions of one statement.
CREATE FUNCTION move_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM change_history_days(array_agg(wallet_id), array_agg(tx_timestamp)) FROM moved;
  RETURN NULL;
END $$;

-- A note or a tag changes no sum.
CREATE FUNCTION rename_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM change_history_days(array_agg(m.wallet_id), array_agg(m.tx_timestamp))
  FROM before b JOIN after a USING (id) CROSS JOIN LATERAL (VALUES (b.wallet_id, b.tx_timestamp), (a.wallet_id, a.tx_timestamp)) m(wallet_id, tx_timestamp)
  WHERE (b.wallet_id, b.tx_timestamp, b.tx_hash, b.action, b.classified_action) IS DISTINCT FROM (a.wallet_id, a.tx_timestamp, a.tx_hash, a.action, a.classified_action);
  RETURN NULL;
END $$;

-- `moved` holds flows or legs: those of transactions that went are among the days of these.
CREATE FUNCTION move_history_parts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM change_history_days(array_agg(t.wallet_id), array_agg(t.tx_timestamp))
  FROM (SELECT DISTINCT transaction_id FROM moved) m JOIN transaction t ON t.id = m.transaction_id;
  RETURN NULL;
END $$;

CREATE FUNCTION correct_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM change_history_days(array_agg(t.wallet_id), array_agg(t.tx_timestamp))
  FROM (SELECT DISTINCT user_id, wallet_id, tx_hash FROM moved) m JOIN transaction t ON t.user_id = m.user_id AND t.wallet_id = m.wallet_id AND t.tx_hash = m.tx_hash;
  RETURN NULL;
END $$;

-- As in the other triggers: what a cascade fires runs as the table's owner since PostgreSQL 18, to whom no policy shows any row.
GRANT CREATE ON SCHEMA public TO cda_system;
ALTER FUNCTION change_history_days(uuid[], timestamptz[]) OWNER TO cda_system;
ALTER FUNCTION move_history() OWNER TO cda_system;
ALTER FUNCTION rename_history() OWNER TO cda_system;
ALTER FUNCTION move_history_parts() OWNER TO cda_system;
ALTER FUNCTION correct_history() OWNER TO cda_system;
REVOKE CREATE ON SCHEMA public FROM cda_system;
REVOKE EXECUTE ON FUNCTION change_history_days FROM PUBLIC;

CREATE TRIGGER history_arrives AFTER INSERT ON transaction REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history();
CREATE TRIGGER history_goes AFTER DELETE ON transaction REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history();
CREATE TRIGGER history_changes AFTER UPDATE ON transaction REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION rename_history();

CREATE TRIGGER history_arrives AFTER INSERT ON asset_flow REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history_parts();
CREATE TRIGGER history_goes AFTER DELETE ON asset_flow REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history_parts();
CREATE TRIGGER history_changes AFTER UPDATE ON asset_flow REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history_parts();

CREATE TRIGGER history_arrives AFTER INSERT ON transaction_event REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history_parts();
CREATE TRIGGER history_goes AFTER DELETE ON transaction_event REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history_parts();
CREATE TRIGGER history_changes AFTER UPDATE ON transaction_event REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_history_parts();

CREATE TRIGGER history_arrives AFTER INSERT ON event_correction REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION correct_history();
CREATE TRIGGER history_goes AFTER DELETE ON event_correction REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION correct_history();
CREATE TRIGGER history_changes AFTER UPDATE ON event_correction REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION correct_history();

SET ROLE cda_system;

INSERT INTO history_day (user_id, wallet_id, day)
SELECT DISTINCT t.user_id, t.wallet_id, (t.tx_timestamp AT TIME ZONE 'UTC')::date FROM transaction t
ON CONFLICT (wallet_id, day) DO NOTHING;

RESET ROLE;
