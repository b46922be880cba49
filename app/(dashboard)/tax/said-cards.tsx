import type { Currency } from "@/lib/contract/rates";
import { listOpeningLots } from "@/lib/gains/opening-lots";
import { getAddressBook } from "@/lib/gains/unknown-parties";
import { BookCard } from "./book-card";
import { OpeningCard } from "./opening-card";

interface SaidCardsProps {
  readonly userId: string;
  /** An address that the person wants to say something of. */
  readonly who: string | undefined;
  readonly currency: Currency;
}

/** What the person can say beside the chain: whose addresses are, and what they bought elsewhere. */
export async function SaidCards({ userId, who, currency }: SaidCardsProps) {
  const [book, { lots }] = await Promise.all([getAddressBook(userId), listOpeningLots(userId)]);
  return (
    <div className="mb-5 space-y-5 print:hidden">
      <BookCard book={book} who={who} />
      <OpeningCard lots={lots} currency={currency} />
    </div>
  );
}
