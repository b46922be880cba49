-- What a person says that a leg was, what it was worth and what it cost: beside what they call it.
ALTER TABLE "event_correction"
    ADD COLUMN "kind" TEXT,
    ADD COLUMN "value" DECIMAL(40,20),
    ADD COLUMN "basis" DECIMAL(40,20),
    ADD COLUMN "currency" TEXT,
    ADD CONSTRAINT "event_correction_kind_check" CHECK ("kind" IN ('income', 'gift', 'payment', 'lost', 'own_transfer', 'ignore')),
    ADD CONSTRAINT "event_correction_currency_check" CHECK ("currency" IN ('ADA', 'USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'BRL', 'INR', 'KRW', 'TRY', 'ZAR', 'SGD'));
