-- By which reading of answers a token's row was made: one of an older reading is asked for again before it is old.
ALTER TABLE "token" ADD COLUMN "read_by" INTEGER NOT NULL DEFAULT 0;
