-- What units cost at the beginning of each UTC day of a month, as readers told it; triggers take away what is another price now,
-- whoever changes what is known of pools. Shared by all users, written by the system alone.

-- CreateTable
CREATE TABLE "price_version" (
    "unit" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "price_version_pkey" PRIMARY KEY ("unit")
);

-- CreateTable
CREATE TABLE "price_month" (
    "unit" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "prices" TEXT NOT NULL,

    CONSTRAINT "price_month_pkey" PRIMARY KEY ("unit","month")
);

-- CreateIndex
CREATE INDEX "price_pool_quote_idx" ON "price_pool"("quote");

GRANT SELECT, INSERT, UPDATE, DELETE ON "price_version", "price_month" TO cda_system;

-- Counts the change first: a reader who is about to keep a month holds the unit's version, and whoever waits for it sees the month
-- in the next statement. What is told in a unit, and shares of its pools, cost something else as well.
CREATE FUNCTION forget_prices(units text[], since timestamptz[], until timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Triggers of one statement count the versions of different units one after the other: two such statements would wait in a circle.
  PERFORM pg_advisory_xact_lock(hashtext('price_version'));
  INSERT INTO price_version AS v (unit) SELECT DISTINCT m.unit FROM unnest(units) AS m(unit) ORDER BY 1
  ON CONFLICT (unit) DO UPDATE SET version = v.version + 1;

  WITH RECURSIVE changed(unit, since, until) AS (
    SELECT m.unit, min(m.since), max(m.until) FROM unnest(units, since, until) AS m(unit, since, until) GROUP BY 1
    UNION
    SELECT x.unit, c.since, c.until FROM changed c JOIN price_pool p ON p.unit = c.unit OR p.quote = c.unit
    CROSS JOIN LATERAL (VALUES (p.unit), (p.lp_unit)) x(unit) WHERE x.unit IS NOT NULL
  ), gone AS (
    SELECT m.unit, m.month FROM price_month m WHERE EXISTS (
      SELECT FROM changed c WHERE c.unit = m.unit AND m.month BETWEEN date_trunc('month', c.since AT TIME ZONE 'UTC')::date AND (c.until AT TIME ZONE 'UTC')::date
    ) ORDER BY 1, 2 FOR UPDATE
  )
  DELETE FROM price_month m USING gone g WHERE m.unit = g.unit AND m.month = g.month;
END $$;

-- A point matters from the one before it in its pool up to the one after it.
CREATE FUNCTION forget_prices_around(units text[], pools text[], times timestamptz[]) RETURNS void LANGUAGE sql AS $$
  SELECT forget_prices(array_agg(m.unit), array_agg(coalesce(before.at, '-infinity')), array_agg(coalesce(after.at, 'infinity')))
  FROM (SELECT unit, pool_unit, min(at) AS first, max(at) AS last FROM unnest(units, pools, times) AS p(unit, pool_unit, at) GROUP BY 1, 2) m
  CROSS JOIN LATERAL (SELECT max(p.at) AS at FROM price_point p WHERE p.unit = m.unit AND p.pool_unit = m.pool_unit AND p.at < m.first) before
  CROSS JOIN LATERAL (SELECT min(p.at) AS at FROM price_point p WHERE p.unit = m.unit AND p.pool_unit = m.pool_unit AND p.at > m.last) after
  HAVING count(*) > 0
$$;

-- `moved` holds points.
CREATE FUNCTION move_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM forget_prices_around(array_agg(unit), array_agg(pool_unit), array_agg(at)) FROM moved;
  RETURN NULL;
END $$;

-- That a rollback cannot reach a point any more changes no price.
CREATE FUNCTION change_prices() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM forget_prices_around(array_agg(m.unit), array_agg(m.pool_unit), array_agg(m.at))
  FROM before b JOIN after a USING (unit, pool_unit, tx_hash) CROSS JOIN LATERAL (VALUES (b.unit, b.pool_unit, b.at), (a.unit, a.pool_unit, a.at)) m(unit, pool_unit, at)
  WHERE (b.at, b.until, b.tx_index, b.price, b.reserve_quote, b.reserve_unit, b.supply) IS DISTINCT FROM (a.at, a.until, a.tx_index, a.price, a.reserve_quote, a.reserve_unit, a.supply);
  RETURN NULL;
END $$;

-- Of more pools than are heard (12: lib/prices/read-points.ts) a deeper one may be heard in another's place at all times. A share's
-- price is told by the first unit of its pool.
CREATE FUNCTION hear_pools(units text[]) RETURNS void LANGUAGE sql AS $$
  SELECT forget_prices(array_agg(u.unit), array_agg('-infinity'::timestamptz), array_agg('infinity'::timestamptz)) FROM unnest(units) AS u(unit) HAVING count(*) > 0
$$;

CREATE FUNCTION pool_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hear_pools(ARRAY(
    SELECT a.lp_unit FROM after a WHERE a.lp_unit IS NOT NULL
    UNION
    SELECT a.unit FROM after a CROSS JOIN LATERAL (SELECT p.deepest FROM price_pool p WHERE p.unit = a.unit ORDER BY p.deepest DESC OFFSET 12 LIMIT 1) edge
    WHERE a.deepest >= edge.deepest
  ));
  RETURN NULL;
END $$;

CREATE FUNCTION pool_deepened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hear_pools(ARRAY(
    SELECT DISTINCT a.unit FROM before b JOIN after a USING (unit, pool_unit)
    CROSS JOIN LATERAL (SELECT p.deepest FROM price_pool p WHERE p.unit = a.unit ORDER BY p.deepest DESC OFFSET 12 LIMIT 1) edge
    WHERE b.deepest <= edge.deepest AND a.deepest >= edge.deepest AND a.deepest > b.deepest
    UNION
    SELECT m.unit FROM before b JOIN after a USING (unit, pool_unit) CROSS JOIN LATERAL (VALUES (a.unit), (a.lp_unit)) m(unit)
    WHERE (b.quote, b.lp_unit) IS DISTINCT FROM (a.quote, a.lp_unit) AND m.unit IS NOT NULL
  ));
  RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION forget_prices, forget_prices_around, hear_pools FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_prices, forget_prices_around, hear_pools TO cda_system;

CREATE TRIGGER price_arrives AFTER INSERT ON price_point REFERENCING NEW TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_prices();
CREATE TRIGGER price_goes AFTER DELETE ON price_point REFERENCING OLD TABLE AS moved
  FOR EACH STATEMENT EXECUTE FUNCTION move_prices();
CREATE TRIGGER price_changes AFTER UPDATE ON price_point REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION change_prices();

CREATE TRIGGER pool_arrives AFTER INSERT ON price_pool REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION pool_arrived();
CREATE TRIGGER pool_deepens AFTER UPDATE ON price_pool REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION pool_deepened();

INSERT INTO price_version (unit) SELECT unit FROM price_pool UNION SELECT lp_unit FROM price_pool WHERE lp_unit IS NOT NULL;
