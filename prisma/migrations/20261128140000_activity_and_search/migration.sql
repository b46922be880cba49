-- Pages of activity, its filters and its search read an index in their own order, however long the history is.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- CreateTable
CREATE TABLE "transaction_script" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "credential" TEXT NOT NULL,
    "tx_timestamp" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transaction_script_pkey" PRIMARY KEY ("transaction_id","credential")
);

-- CreateIndex
CREATE INDEX "transaction_script_user_id_credential_tx_timestamp_idx" ON "transaction_script"("user_id", "credential", "tx_timestamp");

-- AddForeignKey
ALTER TABLE "transaction_script" ADD CONSTRAINT "transaction_script_transaction_id_user_id_wallet_id_fkey" FOREIGN KEY ("transaction_id", "user_id", "wallet_id") REFERENCES "transaction"("id", "user_id", "wallet_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('transaction_script');

-- `transaction.scripts`, a row each, whoever writes them.
CREATE FUNCTION list_scripts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM transaction_script WHERE transaction_id = NEW.id AND credential <> ALL (NEW.scripts);
  END IF;
  INSERT INTO transaction_script (user_id, wallet_id, transaction_id, credential, tx_timestamp)
  SELECT DISTINCT NEW.user_id, NEW.wallet_id, NEW.id, s.credential, NEW.tx_timestamp FROM unnest(NEW.scripts) AS s(credential)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER scripts_arrive AFTER INSERT ON transaction FOR EACH ROW
  WHEN (cardinality(NEW.scripts) > 0) EXECUTE FUNCTION list_scripts();
CREATE TRIGGER scripts_change AFTER UPDATE OF scripts ON transaction FOR EACH ROW
  WHEN (OLD.scripts IS DISTINCT FROM NEW.scripts) EXECUTE FUNCTION list_scripts();

-- What a person reads of a transaction and may search in. Amounts of tokens, `{unit quantity}`, are shown by name only.
CREATE FUNCTION transaction_words(summary text, note text, tags text[], counterparty text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN lower(concat_ws(E'\n', regexp_replace(summary, '\{[^}]*\}', ' ', 'g'), note, array_to_string(tags, ' '), counterparty));
END $$;

-- Stored, since an index of letters finds candidates only: each is read to be sure.
ALTER TABLE "transaction" ADD COLUMN "words" TEXT GENERATED ALWAYS AS (transaction_words("summary", "note", "tags", "counterparty")) STORED;

-- CreateIndex
CREATE INDEX "transaction_user_id_words_idx" ON "transaction" USING gin ("user_id", "words" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "transaction_user_id_order_idx" ON "transaction"("user_id", "block_height", "tx_index", "id");

-- CreateIndex
CREATE INDEX "transaction_user_id_protocol_order_idx" ON "transaction"("user_id", "protocol", "block_height", "tx_index", "id") WHERE "protocol" IS NOT NULL;

-- CreateIndex
CREATE INDEX "transaction_user_id_direction_order_idx" ON "transaction"("user_id", "direction", "block_height", "tx_index", "id");

-- CreateIndex
CREATE INDEX "transaction_user_id_spam_order_idx" ON "transaction"("user_id", "block_height", "tx_index", "id") WHERE "spam";

-- CreateIndex
CREATE INDEX "transaction_user_id_tx_timestamp_block_height_idx" ON "transaction"("user_id", "tx_timestamp", "block_height");

-- CreateIndex
CREATE INDEX "transaction_user_id_tx_hash_prefix_idx" ON "transaction"("user_id", "tx_hash" text_pattern_ops);

-- CreateIndex
CREATE INDEX "transaction_wallet_id_withdrawal_idx" ON "transaction"("wallet_id", "block_height", "tx_index") WHERE "withdrawal" > 0;

-- Others begin with the same columns.
DROP INDEX "transaction_user_id_tx_timestamp_idx";
DROP INDEX "transaction_user_id_tx_hash_idx";
DROP INDEX "transaction_user_id_protocol_idx";

-- Row-level security lets no index serve a comparison that could tell of others' rows, as LIKE could. So what searches looks
-- past it, and asks for the user of the statement itself.

-- Units that the user has or had, which begin with some words or whose name holds them. Goes from unit to unit of the index.
CREATE FUNCTION search_units(words text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  escaped CONSTANT text := regexp_replace(lower(words), '([\\%_])', '\\\1', 'g');
BEGIN
  RETURN QUERY EXECUTE $query$
    WITH RECURSIVE had AS (
      (SELECT f.unit FROM asset_flow f WHERE f.user_id = $1 ORDER BY f.unit LIMIT 1)
      UNION ALL
      SELECT (SELECT f.unit FROM asset_flow f WHERE f.user_id = $1 AND f.unit > had.unit ORDER BY f.unit LIMIT 1) FROM had WHERE had.unit IS NOT NULL
    )
    SELECT had.unit FROM had LEFT JOIN token k ON k.unit = had.unit
    WHERE had.unit LIKE $3 OR lower(k.name) LIKE $2 OR lower(k.ticker) LIKE $2
      OR lower(CASE WHEN length(had.unit) > 56 THEN encode(decode(substr(had.unit, 57), 'hex'), 'escape') END) LIKE $2 $query$
  USING app_user_id(), '%' || escaped || '%', escaped || '%';
END $$;

-- Transactions whose words hold some others anywhere, or whose hash or tokens begin with them, or with a token or contract of
-- such a name; `at_most` of them, in no order.
CREATE FUNCTION search_transactions(words text, at_most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  escaped CONSTANT text := regexp_replace(lower(words), '([\\%_])', '\\\1', 'g');
  -- An index of three letters finds all rows for fewer: those are read one by one, without it.
  read_words CONSTANT text := CASE WHEN length(words) < 3 THEN 't.words || ''''' ELSE 't.words' END;
BEGIN
  RETURN QUERY EXECUTE format($query$
    WITH named AS MATERIALIZED (SELECT u.unit FROM search_units($5) AS u(unit)),
    met AS MATERIALIZED (SELECT n.credential FROM contract_name n WHERE n.user_id = $1 AND lower(n.name) LIKE $2)
    (SELECT t.id FROM transaction t WHERE t.user_id = $1 AND %s LIKE $2 LIMIT $4)
    UNION
    (SELECT t.id FROM transaction t WHERE t.user_id = $1 AND t.tx_hash LIKE $3 LIMIT $4)
    UNION
    (SELECT f.transaction_id FROM named CROSS JOIN LATERAL (
      SELECT f.transaction_id FROM asset_flow f WHERE f.user_id = $1 AND f.unit = named.unit LIMIT $4
    ) f LIMIT $4 * 4)
    UNION
    (SELECT s.transaction_id FROM met JOIN transaction_script s ON s.user_id = $1 AND s.credential = met.credential LIMIT $4)
    LIMIT $4 $query$, read_words)
  USING app_user_id(), '%' || escaped || '%', escaped || '%', at_most, words;
END $$;

REVOKE EXECUTE ON FUNCTION search_units, search_transactions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_units, search_transactions TO cda_user, cda_system;
GRANT CREATE ON SCHEMA public TO cda_system;
ALTER FUNCTION search_units OWNER TO cda_system;
ALTER FUNCTION search_transactions OWNER TO cda_system;
ALTER FUNCTION list_scripts() OWNER TO cda_system;
REVOKE CREATE ON SCHEMA public FROM cda_system;

SET ROLE cda_system;
INSERT INTO transaction_script (user_id, wallet_id, transaction_id, credential, tx_timestamp)
SELECT DISTINCT t.user_id, t.wallet_id, t.id, s.credential, t.tx_timestamp FROM transaction t CROSS JOIN LATERAL unnest(t.scripts) AS s(credential)
WHERE cardinality(t.scripts) > 0;
RESET ROLE;

-- Labels of other rules than today's, before and after them in the index.
CREATE INDEX "transaction_user_id_labelled_with_idx" ON "transaction"("user_id", "labelled_with");

-- Addresses that the account's own list misses, which every step asks for.
CREATE INDEX "wallet_address_wallet_id_unlisted_idx" ON "wallet_address"("wallet_id") WHERE "address" ~ '^addr(_test)?1[g2]';

-- Jobs under way, and those that ended of late.
CREATE INDEX "sync_job_finished_at_idx" ON "sync_job"("finished_at");

-- An order is open until a closing names it. Triggers know of both, in whichever order they are written or taken back.
ALTER TABLE "order_opening" ADD COLUMN "is_open" BOOLEAN NOT NULL DEFAULT true;

CREATE FUNCTION settle_orders() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE order_opening o SET is_open = NOT o.is_open
  FROM (SELECT DISTINCT wallet_id, ref FROM moved) m
  WHERE o.wallet_id = m.wallet_id AND o.ref = m.ref
    AND o.is_open = EXISTS (SELECT 1 FROM order_closing c WHERE c.wallet_id = o.wallet_id AND c.ref = o.ref);
  RETURN NULL;
END $$;

GRANT CREATE ON SCHEMA public TO cda_system;
ALTER FUNCTION settle_orders() OWNER TO cda_system;
REVOKE CREATE ON SCHEMA public FROM cda_system;

CREATE TRIGGER orders_arrive AFTER INSERT ON order_opening REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION settle_orders();
CREATE TRIGGER closings_arrive AFTER INSERT ON order_closing REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION settle_orders();
CREATE TRIGGER closings_go AFTER DELETE ON order_closing REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION settle_orders();

SET ROLE cda_system;
UPDATE order_opening o SET is_open = false WHERE EXISTS (SELECT 1 FROM order_closing c WHERE c.wallet_id = o.wallet_id AND c.ref = o.ref);
RESET ROLE;

CREATE INDEX "order_opening_user_id_open_idx" ON "order_opening"("user_id") WHERE "is_open";
