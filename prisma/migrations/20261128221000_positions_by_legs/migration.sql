-- What protocols hold for a wallet without a token or an address of its own that shows it.
CREATE INDEX "transaction_event_user_id_handed_over_idx" ON "transaction_event"("user_id", "wallet_id")
  WHERE "location" LIKE 'position:%' AND split_part("location", ':', 4) = '' AND split_part("location", ':', 3) IN ('farm', 'supply', 'debt', 'stability');
