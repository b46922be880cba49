-- Lists of an account that a sync went without. The version before neither reads nor writes it.
ALTER TABLE "wallet" ADD COLUMN "unread_lists" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Tokens that a look-up asks for no second time.
ALTER TABLE "token_lookup" ADD COLUMN "skipped" TEXT[] DEFAULT ARRAY[]::TEXT[];
