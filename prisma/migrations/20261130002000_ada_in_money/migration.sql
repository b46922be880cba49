-- What ada and currencies cost, as public sources say; shared by all users.
CREATE TABLE "ada_close" (
    "at" TIMESTAMPTZ(3) NOT NULL,
    "grain" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "close" DECIMAL(38,20) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ada_close_pkey" PRIMARY KEY ("at","grain","source"),
    CONSTRAINT "ada_close_grain_check" CHECK ("grain" IN ('hour', 'day')),
    CONSTRAINT "ada_close_source_check" CHECK ("source" IN ('coinbase', 'binance', 'kraken', 'frankfurter'))
);

CREATE TABLE "fiat_rate" (
    "day" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "per_euro" DECIMAL(38,20) NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fiat_rate_pkey" PRIMARY KEY ("day","currency")
);

CREATE TABLE "rate_source" (
    "source" TEXT NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "last_success_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "rate_source_pkey" PRIMARY KEY ("source"),
    CONSTRAINT "rate_source_source_check" CHECK ("source" IN ('coinbase', 'binance', 'kraken', 'frankfurter'))
);

CREATE TABLE "rate_fill" (
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "wanted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_fill_pkey" PRIMARY KEY ("source","kind","month"),
    CONSTRAINT "rate_fill_kind_check" CHECK ("kind" IN ('day', 'hour', 'fiat')),
    CONSTRAINT "rate_fill_source_check" CHECK ("source" IN ('coinbase', 'binance', 'kraken', 'frankfurter'))
);

GRANT SELECT ON "ada_close", "fiat_rate", "rate_source", "rate_fill" TO cda_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON "ada_close", "fiat_rate", "rate_source", "rate_fill" TO cda_system;
