-- AlterTable
ALTER TABLE "session" ADD COLUMN     "device" TEXT NOT NULL DEFAULT 'Unknown device';

-- CreateTable
CREATE TABLE "sign_in_key" (
    "user_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "credential" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_key_pkey" PRIMARY KEY ("network","kind","credential")
);

-- CreateTable
CREATE TABLE "auth_challenge" (
    "nonce_hash" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "auth_challenge_pkey" PRIMARY KEY ("nonce_hash")
);

-- CreateIndex
CREATE INDEX "sign_in_key_user_id_idx" ON "sign_in_key"("user_id");

-- CreateIndex
CREATE INDEX "auth_challenge_expires_at_idx" ON "auth_challenge"("expires_at");

-- AddForeignKey
ALTER TABLE "sign_in_key" ADD CONSTRAINT "sign_in_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
