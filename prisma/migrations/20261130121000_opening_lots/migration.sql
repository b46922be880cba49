-- Coins that a person bought elsewhere, with what they cost.
CREATE TABLE "opening_lot" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "quantity" DECIMAL(39,0) NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL,
    "cost" DECIMAL(40,20) NOT NULL,
    "currency" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "opening_lot_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "opening_lot_currency_check" CHECK ("currency" IN ('ADA', 'USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'BRL', 'INR', 'KRW', 'TRY', 'ZAR', 'SGD'))
);

CREATE INDEX "opening_lot_user_id_acquired_at_idx" ON "opening_lot"("user_id", "acquired_at");

ALTER TABLE "opening_lot" ADD CONSTRAINT "opening_lot_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('opening_lot');
