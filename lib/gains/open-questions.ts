import type { AccountingEvent, Money } from "@/lib/accounting/accounting-event";
import { share } from "@/lib/accounting/money";
import type { Outcome, Shortfall } from "@/lib/accounting/outcome";
import type { Review } from "@/lib/accounting/wallet-book";

export interface DatedReview extends Review {
  readonly at: number;
  readonly asset: string;
  readonly quantity: bigint;
}

/** What is to be looked at, with when it happened and of how much, in the order of what happened: what came, and what left. */
export function reviewsOf({
  events,
  reviews,
}: {
  readonly events: readonly AccountingEvent[];
  readonly reviews: readonly Review[];
}): DatedReview[] {
  const happened = new Map(
    events.flatMap((event) =>
      event.kind === "acquisition" || event.kind === "disposal" ? [[event.id, event] as const] : [],
    ),
  );
  return reviews.flatMap((review) => {
    const event = happened.get(review.eventId);
    return event === undefined ? [] : [{ ...review, at: event.at, asset: event.asset, quantity: event.quantity }];
  });
}

export interface ValuedShortfall extends Shortfall {
  readonly proceeds: Money;
}

/** What is missing, with what was got for it: all of that is gain. Null where nobody knows, or nothing was sold. */
export function shortfallsOf({ disposals, shortfalls }: Pick<Outcome, "disposals" | "shortfalls">): ValuedShortfall[] {
  const sold = new Map(disposals.map((disposal) => [disposal.eventId, disposal]));
  return shortfalls.map((shortfall) => {
    const disposal = sold.get(shortfall.eventId);
    const proceeds = disposal === undefined ? null : share(disposal.proceeds, shortfall.missing, disposal.quantity);
    return { ...shortfall, proceeds };
  });
}
