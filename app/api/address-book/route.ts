import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { bookEntryQuery, putBookEntryRequest } from "@/lib/contract/address-book";
import { putBookEntry, removeBookEntry } from "@/lib/gains/address-book";
import { getAddressBook } from "@/lib/gains/unknown-parties";
import { respond, respondEmpty } from "@/lib/http/respond";

export const GET = withUser(async ({ user }) => respond(await getAddressBook(user.id)));

export const PUT = withUser(async ({ user, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await putBookEntry(user.id, await body(putBookEntryRequest));
  return respond(await getAddressBook(user.id));
});

export const DELETE = withUser(async ({ user, query, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await removeBookEntry(user.id, query(bookEntryQuery).address);
  return respondEmpty();
});
