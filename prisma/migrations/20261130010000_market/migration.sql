-- What the market trades: public facts of the chain, shared by all users, written by the system alone.
CREATE TABLE "pool" (
    "pool_unit" TEXT NOT NULL,
    "dex" TEXT NOT NULL,
    "units" TEXT[] NOT NULL,
    "lovelace" DECIMAL(39,0) NOT NULL,
    "output" JSONB NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "born_at" TIMESTAMPTZ(3),

    CONSTRAINT "pool_pkey" PRIMARY KEY ("pool_unit")
);

CREATE INDEX "pool_units_idx" ON "pool" USING GIN ("units");

CREATE TABLE "market_token" (
    "unit" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "priced_at" TIMESTAMPTZ(3) NOT NULL,
    "traded_at" TIMESTAMPTZ(3),

    CONSTRAINT "market_token_pkey" PRIMARY KEY ("unit")
);

GRANT SELECT ON "pool", "market_token" TO cda_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON "pool", "market_token" TO cda_system;
