-- Whether a key has turned out to be the wallet's is asked for each leg at an unverified address.

-- CreateIndex
CREATE INDEX "wallet_address_wallet_id_credential_idx" ON "wallet_address"("wallet_id", "credential");
