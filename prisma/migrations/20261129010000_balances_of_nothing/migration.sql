-- A balance of nothing keeps its row: so the units that a wallet ever had are found without going through its flows.
GRANT CREATE ON SCHEMA public TO cda_system;
SET ROLE cda_system;

-- `moved` holds the rows of one statement, as they came (argument 1) or as they went (-1). A wallet that is being deleted has
-- none.
CREATE OR REPLACE FUNCTION move_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  direction CONSTANT numeric := TG_ARGV[0];
BEGIN
  INSERT INTO balance AS b (user_id, wallet_id, unit, place, credential, quantity)
  SELECT w.user_id, c.wallet_id, c.unit, c.place, c.credential, c.quantity
  FROM (
    SELECT wallet_id, unit, place, CASE WHEN place = 'wallet' THEN '' ELSE credential END AS credential, direction * sum(net_change) AS quantity
    FROM moved GROUP BY 1, 2, 3, 4
  ) c JOIN wallet w ON w.id = c.wallet_id
  ORDER BY c.wallet_id, c.unit, c.place, c.credential
  ON CONFLICT (wallet_id, unit, place, credential) DO UPDATE SET quantity = b.quantity + excluded.quantity
  WHERE excluded.quantity <> 0;
  RETURN NULL;
END $$;

INSERT INTO balance (user_id, wallet_id, unit, place, credential, quantity)
SELECT user_id, wallet_id, unit, place, CASE WHEN place = 'wallet' THEN '' ELSE credential END, 0
FROM asset_flow GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (wallet_id, unit, place, credential) DO NOTHING;

-- Units that the user has or had, which begin with some words or whose name holds them.
CREATE OR REPLACE FUNCTION search_units(words text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  escaped CONSTANT text := regexp_replace(lower(words), '([\\%_])', '\\\1', 'g');
BEGIN
  RETURN QUERY EXECUTE $query$
    SELECT had.unit FROM (SELECT DISTINCT b.unit FROM balance b WHERE b.user_id = $1) had LEFT JOIN token k ON k.unit = had.unit
    WHERE had.unit LIKE $3 OR lower(k.name) LIKE $2 OR lower(k.ticker) LIKE $2
      OR lower(CASE WHEN length(had.unit) > 56 THEN encode(decode(substr(had.unit, 57), 'hex'), 'escape') END) LIKE $2 $query$
  USING app_user_id(), '%' || escaped || '%', escaped || '%';
END $$;

-- Transactions whose words hold some others anywhere, or whose hash or tokens begin with them, or with a token or contract of
-- such a name; in no order, and some twice. Nothing else is looked for where the words alone are in `at_most`.
CREATE OR REPLACE FUNCTION search_transactions(words text, at_most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  escaped CONSTANT text := regexp_replace(lower(words), '([\\%_])', '\\\1', 'g');
  -- An index of three letters finds all rows for fewer: those are read one by one, without it.
  read_words CONSTANT text := CASE WHEN length(words) < 3 THEN 't.words || ''''' ELSE 't.words' END;
  by_words int;
BEGIN
  RETURN QUERY EXECUTE format('SELECT t.id FROM transaction t WHERE t.user_id = $1 AND %s LIKE $2 LIMIT $3', read_words)
  USING app_user_id(), '%' || escaped || '%', at_most;
  GET DIAGNOSTICS by_words = ROW_COUNT;
  IF by_words = at_most THEN RETURN; END IF;
  RETURN QUERY EXECUTE $query$
    WITH named AS MATERIALIZED (SELECT u.unit FROM search_units($5) AS u(unit)),
    met AS MATERIALIZED (SELECT n.credential FROM contract_name n WHERE n.user_id = $1 AND lower(n.name) LIKE $2)
    (SELECT t.id FROM transaction t WHERE t.user_id = $1 AND t.tx_hash LIKE $3 LIMIT $4)
    UNION ALL
    (SELECT DISTINCT f.transaction_id FROM named CROSS JOIN LATERAL (
      SELECT f.transaction_id FROM asset_flow f WHERE f.user_id = $1 AND f.unit = named.unit LIMIT $4
    ) f LIMIT $4)
    UNION ALL
    (SELECT s.transaction_id FROM met JOIN transaction_script s ON s.user_id = $1 AND s.credential = met.credential LIMIT $4) $query$
  USING app_user_id(), '%' || escaped || '%', escaped || '%', at_most, words;
END $$;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM cda_system;

-- CreateIndex
CREATE INDEX "balance_user_id_held_idx" ON "balance"("user_id", "unit") WHERE "quantity" <> 0;
