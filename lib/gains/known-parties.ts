import type { WordKind } from "@/lib/accounting/word";
import { parseAddress } from "@/lib/cardano/parse-address";
import { remembered } from "@/lib/cardano/remembered";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import type { BookEntry, BookKind } from "@/lib/contract/address-book";

/** Who stands behind an address by a person's book: the address itself goes before its account. Null where nobody is known. */
export function partiesOf(book: readonly BookEntry[]): (address: string) => BookEntry | null {
  const byAddress = new Map(book.map((entry) => [entry.address, entry]));
  const hasAccounts = book.some(({ address }) => address.startsWith("stake"));
  return (address) =>
    byAddress.get(address) ?? (hasAccounts ? (byAddress.get(accountOf(address) ?? "") ?? null) : null);
}

/** The stake address of an address; null where it has none, and for what is no address. */
const accountOf = remembered(5_000, (address: string): string | null => {
  try {
    const parsed = parseAddress(address);
    return parsed.kind === "base" ? stakeAddressOf(parsed.stake, parsed.network) : null;
  } catch {
    return null;
  }
});

/** What it is that came from somebody, or went there; null where that does not follow: a shop that pays may pay back. */
export function kindWith(kind: BookKind, isIn: boolean): WordKind | null {
  switch (kind) {
    case "own":
    case "exchange":
      return "own_transfer";
    case "friend":
      return "gift";
    case "shop":
      return isIn ? null : "payment";
  }
}
