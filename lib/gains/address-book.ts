import "server-only";
import { limitReached, notFound } from "@/lib/contract/app-error";
import type { BookEntry, PutBookEntry } from "@/lib/contract/address-book";
import { limits } from "@/lib/contract/limits";
import { storedWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { enteredAddress } from "@/lib/wallets/entered-address";

/** Whose addresses are, by what the person says, in the order of their names. */
export async function readAddressBook(userId: string): Promise<BookEntry[]> {
  const rows = await userDb(userId).addressBook.findMany({
    where: { userId },
    select: { address: true, kind: true, label: true },
    orderBy: [{ label: "asc" }, { address: "asc" }],
  });
  return rows.map(({ kind, ...row }) => ({ ...row, kind: storedWord("address_book.kind", kind) }));
}

/** Says whose an address is, in place of what was said before. Throws `invalid_address`, `wrong_network`, `limit_reached`. */
export async function putBookEntry(userId: string, { address: typed, kind, label }: PutBookEntry): Promise<void> {
  const address = enteredAddress(typed).text;
  const others = await userDb(userId).addressBook.count({ where: { userId, NOT: { address } } });
  if (others >= limits.addressBook)
    throw limitReached(`${String(limits.addressBook)} addresses in your book`, "Remove one first.");
  const said = { kind, label };
  await userDb(userId).addressBook.upsert({
    where: { userId_address: { userId, address } },
    create: { userId, address, ...said },
    update: said,
  });
}

/** Throws `not_found` for an address that is not in it. */
export async function removeBookEntry(userId: string, typed: string): Promise<void> {
  const address = enteredAddress(typed).text;
  const { count } = await userDb(userId).addressBook.deleteMany({ where: { userId, address } });
  if (count === 0) throw notFound("address in your book");
}
