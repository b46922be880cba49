-- What the market saw is a point, too: where in the chain its transaction stands nobody need have asked.
ALTER TABLE "price_point" ALTER COLUMN "height" DROP NOT NULL, ALTER COLUMN "tx_index" DROP NOT NULL;

-- What a price of the past is asked for: a movement of that day, or what was held then.
ALTER TABLE "wanted_price" ADD COLUMN "asked_for" TEXT NOT NULL DEFAULT 'movement';
ALTER TABLE "wanted_price" ADD CONSTRAINT "wanted_price_asked_for_check" CHECK ("asked_for" IN ('movement', 'change', 'chart'));
