-- When somebody was last here. Nobody knows of those who are there already: their time begins now.
ALTER TABLE "user" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
CREATE INDEX "user_last_seen_at_idx" ON "user" ("last_seen_at");

-- One rule for each key and kind. The version before adds a second one, which wins as it did, until the next is made.
SET ROLE cda_system;
DELETE FROM "correction_rule" r USING "correction_rule" newer
WHERE newer.user_id = r.user_id AND newer.key = r.key AND (newer.action IS NULL) = (r.action IS NULL)
  AND (newer.created_at, newer.id) > (r.created_at, r.id);
RESET ROLE;

-- How many wallets somebody has, once all others who add one for them are done: each statement in it sees what stands by then.
CREATE FUNCTION count_wallets_in_turn(owner uuid) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('wallets ' || owner, 0));
  RETURN (SELECT count(*) FROM wallet w WHERE w.user_id = owner);
END $$;

-- Public bytes of the chain are written through this alone, in the statement that commits a user's step.
CREATE FUNCTION keep_raw_transactions(given jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO raw_transaction (hash, cbor, json, utxos)
  SELECT r.hash, decode(r.cbor, 'hex'), r.json, r.utxos FROM jsonb_to_recordset(given) AS r(hash text, cbor text, json jsonb, utxos jsonb)
  ON CONFLICT (hash) DO UPDATE SET cbor = coalesce(excluded.cbor, raw_transaction.cbor), json = coalesce(excluded.json, raw_transaction.json),
    utxos = coalesce(excluded.utxos, raw_transaction.utxos)
$$;
REVOKE EXECUTE ON FUNCTION keep_raw_transactions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION keep_raw_transactions TO cda_user, cda_system;

-- What users share is not for a call in one's name to write. Takes that from every table that is nobody's, also of later ones.
CREATE FUNCTION close_shared_tables() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE shared regclass;
BEGIN
  FOR shared IN
    SELECT c.oid FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity
      AND has_table_privilege('cda_user', c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
  LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %s FROM cda_user', shared);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION close_shared_tables FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_shared_tables TO cda_system;

-- At once where no version runs yet. Elsewhere the one before writes two of them in its user's name until it is gone: there
-- the daily sweep of this one closes them.

DO $$
DECLARE runs boolean;
BEGIN
  SET LOCAL ROLE cda_system;
  runs := EXISTS (SELECT FROM "user");
  RESET ROLE;
  IF NOT runs THEN PERFORM close_shared_tables(); END IF;
END $$;

GRANT CREATE ON SCHEMA public TO cda_system;
ALTER FUNCTION keep_raw_transactions OWNER TO cda_system;
REVOKE CREATE ON SCHEMA public FROM cda_system;
