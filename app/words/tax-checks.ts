import { acceptable, type Acceptable, type AccountingAnswer } from "@/lib/contract/accounting";
import { isProven } from "@/lib/contract/proof";
import type { Wallet } from "@/lib/contract/wallet";
import { countOf } from "./amount-text";
import { dayText } from "./time-text";

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

/** All that is looked at before anybody files. */
export const checkWords: Readonly<Record<Acceptable, { readonly title: string; readonly text: string }>> = {
  ...reviewWords,
  shortfall: {
    title: "Sold, and never came",
    text: "More went than your wallets ever got, so what it cost is missing.",
  },
  unproven: {
    title: "Wallets that are not proven",
    text: "Their history does not come to what the chain says they hold, or was not read to its end.",
  },
};

/** Where it stands on the page. */
export const checkId = (what: Acceptable): string => `check-${what.replaceAll(" ", "-")}`;

/** How many there are of one thing, and how many of these were accepted as they are. */
export interface Check {
  readonly what: Acceptable;
  readonly count: number;
  readonly accepted: number;
  /** When the last of these were; null where none was. */
  readonly acceptedAt: string | null;
}

type Checked = Pick<AccountingAnswer, "reviews" | "shortfalls" | "accepted">;

/** Each thing that is looked at, also where there is nothing of it. */
export function checksOf(answer: Checked, unproven: number): Record<Acceptable, Check> {
  const counts = new Map<Acceptable, number>([
    ...reviewCounts(answer),
    ["shortfall", answer.shortfalls],
    ["unproven", unproven],
  ]);
  const checks = acceptable.map((what): [Acceptable, Check] => {
    const { count = 0, at = null } = answer.accepted.find((one) => one.what === what) ?? {};
    return [what, { what, count: counts.get(what) ?? 0, accepted: count, acceptedAt: at }];
  });
  return Object.fromEntries(checks) as Record<Acceptable, Check>;
}

/** How many of one thing are to be looked at: `7`, `7, 5 accepted`, `5 accepted` or `none`. */
export function checkCountText({ count, accepted }: Pick<Check, "count" | "accepted">): string {
  if (count === 0) return "none";
  const parts = [count > accepted && countOf(count - accepted), accepted > 0 && `${countOf(accepted)} accepted`];
  return parts.filter((part) => part !== false).join(", ");
}

/** What of one thing was accepted, and when; null where nothing was. */
export function acceptedText({ count, accepted, acceptedAt }: Check): string | null {
  if (acceptedAt === null) return null;
  const what = accepted === count ? "Accepted as it is" : `Accepted ${countOf(accepted)} of these`;
  return `${what} on ${dayText(acceptedAt)}. Anything new opens it again.`;
}

/** All of it: `3 to look at, 12 accepted`. */
export function checksText(checks: readonly Pick<Check, "count" | "accepted">[]): string {
  const [open, accepted] = [openCount(checks), checks.reduce((sum, check) => sum + check.accepted, 0)];
  const text = open === 0 ? "Nothing is open" : `${countOf(open)} to look at`;
  return accepted === 0 ? text : `${text}, ${countOf(accepted)} accepted`;
}

/** What is still open of a year, beside its being closed; null where nothing is. */
export function openInYearText(count: number, isOneWallet: boolean): string | null {
  if (count === 0) return null;
  return `${count === 1 ? "1 thing is" : `${countOf(count)} things are`} still open${isOneWallet ? " in this wallet" : ""}.`;
}

/** How many events each reason has, also where it has none. */
export function reviewCounts({ reviews }: Pick<AccountingAnswer, "reviews">): [ReviewReason, number][] {
  const reasons = Object.keys(reviewWords) as ReviewReason[];
  return reasons.map((why) => [why, reviews.find((review) => review.why === why)?.count ?? 0]);
}

/** Wallets of which nobody can say that nothing is missing. */
export function unprovenWallets<T extends { readonly proof: Pick<Wallet["proof"], "status" | "quarantined"> }>(
  wallets: readonly T[],
): T[] {
  return wallets.filter(({ proof }) => !isProven(proof));
}

/** All that is to be looked at: what was accepted is not. */
export function openCount(checks: readonly Pick<Check, "count" | "accepted">[]): number {
  return checks.reduce((sum, { count, accepted }) => sum + count - accepted, 0);
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
