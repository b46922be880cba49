import { asFormUser } from "@/lib/auth/as-form-user";
import { bookEntryQuery, putBookEntryRequest } from "@/lib/contract/address-book";
import { putBookEntry, removeBookEntry } from "@/lib/gains/address-book";
import { formRoute, seeOther } from "@/lib/http/form-route";

/** Whose an address is, said or taken back without script: leads back to the book. */
export const POST = formRoute(
  (trouble) => (trouble === "unauthenticated" ? "/sign-in" : `/tax?trouble=${trouble}`),
  async ({ request, field }) => {
    const address = field("address");
    await asFormUser(request, (userId) =>
      field("do") === "remove"
        ? removeBookEntry(userId, bookEntryQuery.parse({ address }).address)
        : putBookEntry(userId, putBookEntryRequest.parse({ address, kind: field("kind"), label: field("label") })),
    );
    return seeOther("/tax#address-book");
  },
);
