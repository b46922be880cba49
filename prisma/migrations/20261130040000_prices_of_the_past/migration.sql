-- What pools held at past times: public facts of the chain, shared by all users, written by the system alone.
CREATE TABLE "price_pool" (
    "unit" TEXT NOT NULL,
    "pool_unit" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "dex" TEXT NOT NULL,
    "lp_unit" TEXT,
    "deepest" DECIMAL(39,0) NOT NULL,

    CONSTRAINT "price_pool_pkey" PRIMARY KEY ("unit", "pool_unit")
);

CREATE INDEX "price_pool_unit_deepest_idx" ON "price_pool"("unit", "deepest");
CREATE INDEX "price_pool_lp_unit_idx" ON "price_pool"("lp_unit");

CREATE TABLE "price_point" (
    "unit" TEXT NOT NULL,
    "pool_unit" TEXT NOT NULL,
    "tx_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "tx_index" INTEGER NOT NULL,
    "price" TEXT,
    "reserve_quote" DECIMAL(39,0) NOT NULL,
    "reserve_unit" DECIMAL(39,0) NOT NULL,
    "supply" DECIMAL(39,0),
    "settled" BOOLEAN NOT NULL,

    CONSTRAINT "price_point_pkey" PRIMARY KEY ("unit", "pool_unit", "tx_hash")
);

CREATE INDEX "price_point_unit_pool_unit_at_tx_index_idx" ON "price_point"("unit", "pool_unit", "at", "tx_index");

CREATE TABLE "pool_birth" (
    "pool_unit" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3),
    "height" INTEGER,

    CONSTRAINT "pool_birth_pkey" PRIMARY KEY ("pool_unit")
);

GRANT SELECT ON "price_pool", "price_point", "pool_birth" TO cda_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON "price_pool", "price_point", "pool_birth" TO cda_system;
