import type { Route } from "next";
import { Check, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Wallet } from "@/lib/contract/wallet";
import { Card, CardHead } from "@/app/ui/card";
import { TextLink } from "@/app/ui/text-link";
import { countOf } from "@/app/words/amount-text";
import { openCount, openElsewhereText, reviewWords, unprovenWallets } from "@/app/words/tax-checks";
import { activityPath, taxYearPath, type TaxPlace } from "@/app/words/tax-place";
import { walletName } from "@/app/words/wallet-name";
import { ReviewRows } from "./review-rows";
import type { TaxData } from "./tax-data";

interface CheckCardProps {
  readonly tax: TaxData;
  /** Those that the page is of. */
  readonly wallets: readonly Wallet[];
  readonly place: TaxPlace;
}

/** What is to be looked at before anybody files: each with its count and a way to where it is mended. */
export function CheckCard({ tax: { answer, reviews, whole }, wallets, place }: CheckCardProps) {
  const unproven = unprovenWallets(wallets);
  const open = openCount(answer, unproven.length);
  const elsewhere = openElsewhereText(openCount(whole, unproven.length) - open);
  return (
    <Card aria-labelledby="check-title">
      <CardHead
        id="check-title"
        title="Before you file"
        aside={
          <span className="text-sm text-muted">{open === 0 ? "Nothing is open" : `${countOf(open)} to look at`}</span>
        }
      />
      <ul className="grid gap-px overflow-hidden rounded-b-xl bg-line lg:grid-cols-2 print:grid-cols-1">
        {reviews.map((review) => (
          <ReviewItem key={review.why} review={review} of={answer} />
        ))}
        <CheckItem
          title="Sold, and never came"
          count={answer.shortfalls}
          text="More went than your wallets ever got, so what it cost is missing."
        >
          <Way href="#shortfalls">Show what is missing</Way>
        </CheckItem>
        <CheckItem
          title="Wallets that are not proven"
          count={unproven.length}
          text="Their history does not come to what the chain says they hold, or was not read to its end."
        >
          <ul className="flex flex-wrap gap-x-4">
            {unproven.map((wallet) => (
              <li key={wallet.id}>
                <TextLink href={`/wallets/${wallet.id}` as Route}>{walletName(wallet)}</TextLink>
              </li>
            ))}
          </ul>
        </CheckItem>
      </ul>
      {elsewhere !== null && (
        <p className="border-t border-line px-4 py-2 text-sm text-muted sm:px-5">
          {elsewhere} <Way href={taxYearPath(place, "all")}>Show all years</Way>
        </p>
      )}
    </Card>
  );
}

interface ReviewItemProps {
  readonly review: TaxData["reviews"][number];
  readonly of: TaxData["answer"];
}

function ReviewItem({ review: { why, count, rows }, of }: ReviewItemProps) {
  const { title, text, link, filters } = reviewWords[why];
  return (
    <CheckItem title={title} count={count} text={text}>
      <Way href={filters === null ? "/market" : activityPath(of, filters)}>{link}</Way>
      {(why === "unknown sender" || why === "unknown receiver") && (
        <>
          {", "}
          <Way href="#address-book">say whose addresses these are</Way>
        </>
      )}
      <ReviewRows rows={rows} count={count} toToken={why === "unpriced"} />
    </CheckItem>
  );
}

/** Where it is mended; nobody goes there from paper. */
function Way({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <span className="print:hidden">
      <TextLink href={href as Route}>{children}</TextLink>
    </span>
  );
}

interface CheckItemProps {
  readonly title: string;
  readonly count: number;
  readonly text: string;
  /** How it is mended. */
  readonly children: ReactNode;
}

function CheckItem({ title, count, text, children }: CheckItemProps) {
  const Icon = count === 0 ? Check : TriangleAlert;
  return (
    <li className="flex items-start gap-3 bg-surface px-4 py-3 sm:px-5">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${count === 0 ? "text-good" : "text-warn"}`} />
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <span className="font-medium">{title}</span>
          <span className={count === 0 ? "text-muted" : "font-semibold"}>{count === 0 ? "none" : countOf(count)}</span>
        </p>
        {count > 0 && (
          <>
            <p className="mt-0.5 mb-1 max-w-2xl text-sm text-muted">{text}</p>
            {children}
          </>
        )}
      </div>
    </li>
  );
}
