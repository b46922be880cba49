-- A person's gains, told once and kept: a history of years is more than one request can tell. All of it is made anew from
-- everything else at any time.

-- CreateTable
CREATE TABLE "gains_fold" (
    "user_id" UUID NOT NULL,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "ended_seq" INTEGER,
    "sums" BYTEA,

    CONSTRAINT "gains_fold_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "gains_segment" (
    "user_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "from_day" DATE,
    "until_day" DATE,
    "height" INTEGER NOT NULL,
    "tx_index" INTEGER NOT NULL,
    "transactions" INTEGER NOT NULL,
    "units" TEXT[],
    "left_out" TEXT[],
    "told_by" TEXT NOT NULL,
    "rules" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL,
    "price_change" BIGINT NOT NULL,
    "events" BYTEA NOT NULL,
    "state" BYTEA,
    "sums" BYTEA NOT NULL,

    CONSTRAINT "gains_segment_pkey" PRIMARY KEY ("user_id","seq")
);

-- CreateTable
CREATE TABLE "gains_row" (
    "user_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "year" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" TEXT,
    "asset" TEXT NOT NULL,
    "wallet" TEXT,
    "facts" JSONB NOT NULL,

    CONSTRAINT "gains_row_kind_check" CHECK ("kind" IN ('disposal', 'income', 'shortfall', 'review', 'lot')),
    CONSTRAINT "gains_row_pkey" PRIMARY KEY ("user_id","seq","kind","n")
);

-- CreateTable
CREATE TABLE "price_change" (
    "unit" TEXT NOT NULL,
    "since" DATE NOT NULL,
    "change" BIGINT NOT NULL,

    CONSTRAINT "price_change_pkey" PRIMARY KEY ("unit","since")
);

-- CreateIndex
CREATE INDEX "gains_row_user_id_kind_at_seq_n_idx" ON "gains_row"("user_id", "kind", "at", "seq", "n");

-- CreateIndex
CREATE INDEX "price_change_change_idx" ON "price_change"("change");

-- AddForeignKey
ALTER TABLE "gains_fold" ADD CONSTRAINT "gains_fold_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gains_segment" ADD CONSTRAINT "gains_segment_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gains_row" ADD CONSTRAINT "gains_row_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('gains_fold');
SELECT protect_owned_table('gains_segment');
SELECT protect_owned_table('gains_row');

GRANT SELECT, INSERT, UPDATE, DELETE ON "price_change" TO cda_system;
CREATE SEQUENCE price_change_seq;
GRANT USAGE, SELECT ON SEQUENCE price_change_seq TO cda_system;

-- As before, and beside it when the change was: numbers are drawn under the lock that is held to the end, so whoever has seen one
-- has seen all smaller ones.
CREATE OR REPLACE FUNCTION forget_prices(units text[], since timestamptz[], until timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE this_change bigint;
BEGIN
  -- Triggers of one statement count the versions of different units one after the other: two such statements would wait in a circle.
  PERFORM pg_advisory_xact_lock(hashtext('price_version'));
  this_change := nextval('price_change_seq');
  INSERT INTO price_version AS v (unit) SELECT DISTINCT m.unit FROM unnest(units) AS m(unit) ORDER BY 1
  ON CONFLICT (unit) DO UPDATE SET version = v.version + 1;

  WITH RECURSIVE changed(unit, since, until) AS (
    SELECT m.unit, min(m.since), max(m.until) FROM unnest(units, since, until) AS m(unit, since, until) GROUP BY 1
    UNION
    SELECT x.unit, c.since, c.until FROM changed c JOIN price_pool p ON p.unit = c.unit OR p.quote = c.unit
    CROSS JOIN LATERAL (VALUES (p.unit), (p.lp_unit)) x(unit) WHERE x.unit IS NOT NULL
  ), noted AS (
    INSERT INTO price_change (unit, since, change)
    SELECT c.unit, date_trunc('month', min(c.since) AT TIME ZONE 'UTC')::date, this_change FROM changed c GROUP BY 1
    ON CONFLICT ON CONSTRAINT price_change_pkey DO UPDATE SET change = excluded.change
  ), gone AS (
    SELECT m.unit, m.month FROM price_month m WHERE EXISTS (
      SELECT FROM changed c WHERE c.unit = m.unit AND m.month BETWEEN date_trunc('month', c.since AT TIME ZONE 'UTC')::date AND (c.until AT TIME ZONE 'UTC')::date
    ) ORDER BY 1, 2 FOR UPDATE
  )
  DELETE FROM price_month m USING gone g WHERE m.unit = g.unit AND m.month = g.month;
END $$;
