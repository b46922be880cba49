-- What is open before a person files, and was accepted as it is. It is said without settings, too.
ALTER TABLE "accounting_setting" ADD COLUMN     "accepted" JSONB NOT NULL DEFAULT '[]',
ALTER COLUMN "settings" DROP NOT NULL;
