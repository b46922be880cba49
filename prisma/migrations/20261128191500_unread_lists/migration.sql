-- Lists of an account that a sync went without. The version before neither reads nor writes it.
ALTER TABLE "wallet" ADD COLUMN "unread_lists" TEXT[] DEFAULT ARRAY[]::TEXT[];
