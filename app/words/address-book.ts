import type { BookKind, UnknownParty } from "@/lib/contract/address-book";
import { countOf } from "./amount-text";

/** Whose an address can be, and what follows. */
export const bookKindWords = {
  own: { short: "yours", text: "Mine: a wallet that I do not follow here" },
  exchange: { short: "your exchange", text: "My account at an exchange" },
  friend: { short: "a friend or family", text: "A friend or family: gifts" },
  shop: { short: "a shop", text: "A shop or a service: payments" },
} as const satisfies Record<BookKind, { readonly short: string; readonly text: string }>;

export const bookKinds = Object.keys(bookKindWords) as BookKind[];

/** `14 sends, received from once` */
export function partyText({ sends, receives }: Pick<UnknownParty, "sends" | "receives">): string {
  const times = (count: number) => (count === 1 ? "once" : `${countOf(count)} times`);
  return [
    ...(sends === 0 ? [] : [`sent to ${times(sends)}`]),
    ...(receives === 0 ? [] : [`received from ${times(receives)}`]),
  ].join(", ");
}
