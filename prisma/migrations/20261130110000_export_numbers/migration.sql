-- By which number a person's exports call a token: tax tools know coins by short names, and a file of later calls it the same.
CREATE TABLE "export_number" (
    "user_id" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "export_number_pkey" PRIMARY KEY ("user_id","unit")
);

CREATE UNIQUE INDEX "export_number_user_id_number_key" ON "export_number"("user_id", "number");

ALTER TABLE "export_number" ADD CONSTRAINT "export_number_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('export_number');
