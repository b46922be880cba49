-- What `/txs/{hash}/utxos` answered, where it was asked for: the bytes do not tell what an input held.
ALTER TABLE "raw_transaction" ADD COLUMN "utxos" JSONB;
