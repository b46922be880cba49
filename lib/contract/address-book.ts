import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { harmless, time, typedAddress } from "@/lib/contract/primitives";

/** Whose an address is: what goes there or comes from there stays the person's, is a gift, or pays for something. */
export const bookKinds = ["own", "exchange", "friend", "shop"] as const;
export type BookKind = (typeof bookKinds)[number];

const bookEntry = z.object({ address: z.string(), kind: z.enum(bookKinds), label: z.string() });
export type BookEntry = z.infer<typeof bookEntry>;

export const putBookEntryRequest = z.strictObject({
  /** A payment address, or a stake address for all addresses of an account. */
  address: typedAddress,
  kind: z.enum(bookKinds),
  /** What the person calls them; may be empty. */
  label: harmless(z.string().trim().max(limits.bookLabelCharacters)).default(""),
});
export type PutBookEntry = z.output<typeof putBookEntryRequest>;

export const bookEntryQuery = z.strictObject({ address: typedAddress });

/** Somebody whom the book does not know. */
const unknownParty = z.object({
  address: z.string(),
  /** Transactions that sent to it, and that received from it. */
  sends: z.int(),
  receives: z.int(),
  lastAt: time,
});
export type UnknownParty = z.infer<typeof unknownParty>;

export const addressBookAnswer = z.object({
  entries: z.array(bookEntry).max(limits.addressBook),
  /** The most frequent first, of which nobody said anything yet. */
  unknown: z.array(unknownParty),
});
export type AddressBookAnswer = z.infer<typeof addressBookAnswer>;
