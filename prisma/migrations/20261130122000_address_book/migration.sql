-- Whose an address is that a person sends to or receives from.
CREATE TABLE "address_book" (
    "user_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "address_book_pkey" PRIMARY KEY ("user_id","address"),
    CONSTRAINT "address_book_kind_check" CHECK ("kind" IN ('own', 'exchange', 'friend', 'shop'))
);

ALTER TABLE "address_book" ADD CONSTRAINT "address_book_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_owned_table('address_book');
