import type { AccountingAnswer } from "@/lib/contract/accounting";
import type { Wallet } from "@/lib/contract/wallet";
import { countOf } from "./amount-text";

type ReviewReason = AccountingAnswer["reviews"][number]["why"];

/** What is to be looked at before anybody files, and how it can be mended. */
export const reviewWords = {
  unexplained: {
    title: "Not explained",
    text: "What these did is not known. Until you say so, what left was not sold, and what came was bought at its worth.",
    link: "Show those that are not classified",
    filters: [["action", "unclassified"]],
  },
  "unknown sender": {
    title: "From an unknown sender",
    text: "It counts as bought at what it was worth. Was it a gift, or your own? Say so at the transaction, say whose the address is, or add the wallet it came from.",
    link: "Show all that was received",
    filters: [["action", "receive"]],
  },
  "unknown receiver": {
    title: "To an unknown receiver",
    text: "It counts as gone, and not as sold. Add the wallet if it is yours, or say at the transaction what it was, or whose the address is.",
    link: "Show all that was sent",
    filters: [["action", "send"]],
  },
  unpriced: {
    title: "Without a price",
    text: "Nobody tells what it was worth, so its gain is in no sum. Say what one of it cost on the token's page.",
    link: "Open the market",
    filters: null,
  },
} as const satisfies Record<
  ReviewReason,
  {
    readonly title: string;
    readonly text: string;
    readonly link: string;
    /** Of the activity page; null where another page mends it. */
    readonly filters: readonly (readonly [string, string])[] | null;
  }
>;

/** How many events each reason has, also where it has none. */
export function reviewCounts({ reviews }: Pick<AccountingAnswer, "reviews">): [ReviewReason, number][] {
  const reasons = Object.keys(reviewWords) as ReviewReason[];
  return reasons.map((why) => [why, reviews.find((review) => review.why === why)?.count ?? 0]);
}

/** Wallets of which nobody can say that nothing is missing. */
export function unprovenWallets<T extends Pick<Wallet, "proof">>(wallets: readonly T[]): T[] {
  return wallets.filter(({ proof }) => proof.status !== "proven" || proof.quarantined > 0);
}

/** All that is to be looked at. */
export function openCount(answer: Pick<AccountingAnswer, "reviews" | "shortfalls">, unproven: number): number {
  return answer.reviews.reduce((sum, { count }) => sum + count, answer.shortfalls + unproven);
}

/** What is open in other years than the one that is seen; null where nothing is. */
export function openElsewhereText(count: number): string | null {
  if (count <= 0) return null;
  const many = count === 1 ? "1 more is" : `${countOf(count)} more are`;
  return `${many} open in other years. What was bought in an earlier year is what is sold later, so it counts here, too.`;
}

/** What the person can do about something that was sold and never came. */
export const shortfallRemedies = [
  "Add the wallet or the address that it came from: the most common cause.",
  "Bought at an exchange? Add it under “Bought elsewhere”, and say at its arrival that it was your own.",
  "Say at the transaction what it was, where it was not sold at all.",
  "Leave it: then it has cost nothing, and all that you got for it is gain.",
] as const;
