-- What was handed to pools and came back, by the token that stands for it.
CREATE INDEX "transaction_event_user_id_liquidity_idx" ON "transaction_event"("user_id", split_part("location", ':', 4))
  WHERE "location" LIKE 'position:%' AND split_part("location", ':', 3) = 'liquidity';
