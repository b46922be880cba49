-- The second lock. The app never works as the role that it logs in with: each statement takes one of two roles first
-- (lib/scoped-neon.ts). `cda_user` sees the rows of the user named in `app.user_id` and nobody else's; `cda_system` finds
-- out whose a token, a key or a job is. Neither can log in, own a table, or change one.

-- Roles belong to the whole server: another database on it may have made them, or be making them now.
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['cda_user', 'cda_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    -- Since PostgreSQL 16 who makes a role is its member at once, and may yet not take it.
    IF NOT pg_has_role(current_user, wanted, CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO cda_user, cda_system;

-- Whose rows this statement may see; null, and so nobody's, where nothing was set.
CREATE FUNCTION app_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;

-- For every table whose rows belong to a user, also those of later migrations: SELECT protect_owned_table('name').
CREATE FUNCTION protect_owned_table(owned regclass, owner_column name DEFAULT 'user_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', owned);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', owned);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO cda_user, cda_system', owned);
  EXECUTE format('CREATE POLICY own_rows ON %s TO cda_user USING (%I = app_user_id()) WITH CHECK (%I = app_user_id())', owned, owner_column, owner_column);
  EXECUTE format('CREATE POLICY all_rows ON %s TO cda_system USING (true) WITH CHECK (true)', owned);
END $$;
REVOKE EXECUTE ON FUNCTION protect_owned_table FROM PUBLIC;

DO $$
DECLARE owned regclass;
BEGIN
  FOR owned IN
    SELECT c.oid FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  LOOP
    PERFORM protect_owned_table(owned);
  END LOOP;
END $$;
SELECT protect_owned_table('"user"', 'id');

-- How a person is known is not for a call in their name to write.
REVOKE INSERT, UPDATE ON "user", "session", "sign_in_key" FROM cda_user;

-- Shared by all users: public facts of the chain, and challenges, which are nobody's yet.
GRANT SELECT, INSERT, UPDATE ON "token", "raw_transaction" TO cda_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON "token", "raw_transaction", "auth_challenge" TO cda_system;
