-- A challenge that changes an account belongs to the session that asked for it.
ALTER TABLE "auth_challenge" ADD COLUMN "session_id" UUID;

ALTER TABLE "auth_challenge" DROP CONSTRAINT "auth_challenge_purpose_check";
ALTER TABLE "auth_challenge" ADD CONSTRAINT "auth_challenge_purpose_check" CHECK ("purpose" IN ('sign-in', 'link', 'prove'));

-- Keys that are there already were added by whoever held the account: they count from now on.
ALTER TABLE "sign_in_key" ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN "trusted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- What happened to the ways into an account.
CREATE TABLE "security_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "device" TEXT NOT NULL,
    "address" TEXT,
    "session_id" UUID,

    CONSTRAINT "security_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "security_event_kind_check" CHECK ("kind" IN ('signed_in', 'key_added', 'key_removed', 'recovery_key_renewed'))
);
CREATE INDEX "security_event_user_id_at_idx" ON "security_event"("user_id", "at");
ALTER TABLE "security_event" ADD CONSTRAINT "security_event_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
SELECT protect_owned_table('security_event');
-- What happened is not for a call in their name to write or to forget.
REVOKE INSERT, UPDATE, DELETE ON "security_event" FROM cda_user;
