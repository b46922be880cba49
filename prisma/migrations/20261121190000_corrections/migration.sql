-- AlterTable
ALTER TABLE "orphaned_edit" ALTER COLUMN "action" DROP NOT NULL,
ALTER COLUMN "spam" DROP NOT NULL,
ALTER COLUMN "edited" SET DEFAULT true;

-- AlterTable
ALTER TABLE "token" ADD COLUMN     "description" TEXT;

-- AlterTable
ALTER TABLE "transaction" ADD COLUMN     "action_key" TEXT,
ADD COLUMN     "bait" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "classified_action" TEXT,
ADD COLUMN     "labelled_with" TEXT,
ADD COLUMN     "own_action" TEXT,
ADD COLUMN     "own_spam" BOOLEAN,
ADD COLUMN     "scripts" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "spam_key" TEXT,
ADD COLUMN     "unasked" BOOLEAN;

-- CreateTable
CREATE TABLE "correction_rule" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "action" TEXT,
    "spam" BOOLEAN,
    "tx_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correction_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "token_mark" (
    "user_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "suspicion" TEXT,
    "own_spam" BOOLEAN,

    CONSTRAINT "token_mark_pkey" PRIMARY KEY ("user_id","unit")
);

-- CreateTable
CREATE TABLE "contract_name" (
    "user_id" UUID NOT NULL,
    "credential" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "contract_name_pkey" PRIMARY KEY ("user_id","credential")
);

-- CreateIndex
CREATE INDEX "correction_rule_user_id_idx" ON "correction_rule"("user_id");

-- AddForeignKey
ALTER TABLE "correction_rule" ADD CONSTRAINT "correction_rule_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_mark" ADD CONSTRAINT "token_mark_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_name" ADD CONSTRAINT "contract_name_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;


SELECT protect_owned_table('correction_rule');
SELECT protect_owned_table('token_mark');
SELECT protect_owned_table('contract_name');
