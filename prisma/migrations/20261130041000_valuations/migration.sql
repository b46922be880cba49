-- How far the prices of a wallet's past were looked for.
CREATE TABLE "valuation" (
    "wallet_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "published_seq" INTEGER NOT NULL DEFAULT -1,
    "round" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "kept_height" INTEGER NOT NULL DEFAULT -1,
    "read_height" INTEGER NOT NULL DEFAULT -1,
    "read_index" INTEGER NOT NULL DEFAULT 0,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "calls_on" DATE,
    "calls_that_day" INTEGER NOT NULL DEFAULT 0,
    "needed" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "stopped_by" TEXT,

    CONSTRAINT "valuation_pkey" PRIMARY KEY ("wallet_id")
);

CREATE INDEX "valuation_due_at_idx" ON "valuation"("due_at");

CREATE UNIQUE INDEX "valuation_wallet_id_user_id_key" ON "valuation"("wallet_id", "user_id");

ALTER TABLE "valuation" ADD CONSTRAINT "valuation_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('valuation');

-- Which prices of the past a wallet's history asks for.
CREATE TABLE "wanted_price" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "height" INTEGER NOT NULL,
    "several" BOOLEAN NOT NULL DEFAULT false,
    "value" DECIMAL(39,0),
    "quantity" DECIMAL(39,0) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',

    CONSTRAINT "wanted_price_pkey" PRIMARY KEY ("wallet_id", "unit", "day"),
    CONSTRAINT "wanted_price_state_check" CHECK ("state" IN ('open', 'found', 'none'))
);

ALTER TABLE "wanted_price" ADD CONSTRAINT "wanted_price_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('wanted_price');
