-- By which rules a person wants their gains told; no row: by those that hold where nothing is said.
CREATE TABLE "accounting_setting" (
    "user_id" UUID NOT NULL,
    "settings" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounting_setting_pkey" PRIMARY KEY ("user_id")
);

ALTER TABLE "accounting_setting" ADD CONSTRAINT "accounting_setting_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('accounting_setting');
