-- What a person says that tokens cost, and which of them they watch.
CREATE TABLE "own_price" (
    "user_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "is_day" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "price" DECIMAL(40,20) NOT NULL,
    "currency" TEXT NOT NULL,
    "decimals" INTEGER NOT NULL,

    CONSTRAINT "own_price_pkey" PRIMARY KEY ("user_id","unit","is_day","at"),
    CONSTRAINT "own_price_currency_check" CHECK ("currency" IN ('ADA', 'USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'BRL', 'INR', 'KRW', 'TRY', 'ZAR', 'SGD'))
);

CREATE TABLE "watch" (
    "user_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "watched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "watch_pkey" PRIMARY KEY ("user_id","unit")
);

-- The market keeps what anybody watches.
CREATE INDEX "watch_unit_idx" ON "watch"("unit");

ALTER TABLE "own_price" ADD CONSTRAINT "own_price_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "watch" ADD CONSTRAINT "watch_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('own_price');
SELECT protect_owned_table('watch');
