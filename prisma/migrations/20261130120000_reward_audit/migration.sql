-- The audit of rewards: what of an account's stake counted in an epoch, and what its pool did and was paid in it.
CREATE TABLE "active_stake" (
    "user_id" UUID NOT NULL,
    "wallet_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "pool_id" TEXT,
    "lovelace" DECIMAL(39,0) NOT NULL,

    CONSTRAINT "active_stake_pkey" PRIMARY KEY ("wallet_id","epoch")
);

ALTER TABLE "active_stake" ADD CONSTRAINT "active_stake_wallet_id_user_id_fkey" FOREIGN KEY ("wallet_id", "user_id") REFERENCES "wallet"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('active_stake');

CREATE TABLE "pool_epoch" (
    "pool_id" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "blocks" INTEGER NOT NULL,
    "delegators" INTEGER NOT NULL,
    "active_stake" DECIMAL(39,0) NOT NULL,
    "rewards" DECIMAL(39,0) NOT NULL,
    "fees" DECIMAL(39,0) NOT NULL,

    CONSTRAINT "pool_epoch_pkey" PRIMARY KEY ("pool_id","epoch")
);

GRANT SELECT ON "pool_epoch" TO cda_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON "pool_epoch" TO cda_system;
