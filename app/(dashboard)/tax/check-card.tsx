import type { Route } from "next";
import { Check as CheckMark, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Acceptable } from "@/lib/contract/accounting";
import type { Wallet } from "@/lib/contract/wallet";
import { Card, CardHead } from "@/app/ui/card";
import { TextLink } from "@/app/ui/text-link";
import {
  acceptedText,
  checkCountText,
  checkId,
  checksOf,
  checksText,
  checkWords,
  openCount,
  openElsewhereText,
  reviewWords,
  unprovenWallets,
  type Check,
} from "@/app/words/tax-checks";
import { activityPath, taxYearPath, type TaxPlace } from "@/app/words/tax-place";
import { walletName } from "@/app/words/wallet-name";
import { AcceptForm } from "./accept-form";
import { ReviewRows } from "./review-rows";
import type { TaxData } from "./tax-data";

interface CheckCardProps {
  readonly tax: TaxData;
  readonly checks: Readonly<Record<Acceptable, Check>>;
  /** Those that the page is of. */
  readonly wallets: readonly Wallet[];
  readonly place: TaxPlace;
}

/** What is to be looked at before anybody files: each with its count and a way to where it is mended. */
export function CheckCard({ tax: { answer, reviews, whole }, checks, wallets, place }: CheckCardProps) {
  const unproven = unprovenWallets(wallets);
  const openOf = (all: typeof checks) => openCount(Object.values(all));
  const elsewhere = openElsewhereText(openOf(checksOf(whole, unproven.length)) - openOf(checks));
  // What is not told to its end cannot be accepted yet.
  const formPlace = answer.computing === null ? place : null;
  return (
    <Card aria-labelledby="check-title">
      <CardHead
        id="check-title"
        title="Before you file"
        aside={<span className="text-sm text-muted">{checksText(Object.values(checks))}</span>}
      />
      <ul className="grid gap-px overflow-hidden rounded-b-xl bg-line lg:grid-cols-2 print:grid-cols-1">
        {reviews.map((review) => (
          <ReviewItem key={review.why} check={checks[review.why]} review={review} of={answer} place={formPlace} />
        ))}
        <CheckItem check={checks.shortfall} place={formPlace}>
          <Way href="#shortfalls">Show what is missing</Way>
        </CheckItem>
        <CheckItem check={checks.unproven} place={formPlace}>
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

interface ItemProps {
  readonly check: Check;
  /** Where it is accepted from; null while it cannot be. */
  readonly place: TaxPlace | null;
}

interface ReviewItemProps extends ItemProps {
  readonly review: TaxData["reviews"][number];
  readonly of: TaxData["answer"];
}

function ReviewItem({ review: { why, count, rows }, of, ...item }: ReviewItemProps) {
  const { link, filters } = reviewWords[why];
  return (
    <CheckItem {...item}>
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

interface CheckItemProps extends ItemProps {
  /** How it is mended. */
  readonly children: ReactNode;
}

function CheckItem({ check, place, children }: CheckItemProps) {
  const { count, accepted } = check;
  const { title, text } = checkWords[check.what];
  const { icon: Icon, tone, countTone } = looks[count === 0 ? "none" : accepted < count ? "open" : "accepted"];
  const said = acceptedText(check);
  return (
    <li id={checkId(check.what)} className="flex scroll-mt-20 items-start gap-3 bg-surface px-4 py-3 sm:px-5">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${tone}`} />
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <span className="font-medium">{title}</span>
          <span className={countTone}>{checkCountText(check)}</span>
        </p>
        {count > 0 && (
          <>
            <p className="mt-0.5 mb-1 max-w-2xl text-sm text-muted">{text}</p>
            {children}
            {said !== null && <p className="mt-1 text-sm">{said}</p>}
            {place !== null && <AcceptForm check={check} place={place} />}
          </>
        )}
      </div>
    </li>
  );
}

const looks = {
  none: { icon: CheckMark, tone: "text-good", countTone: "text-muted" },
  accepted: { icon: CircleCheck, tone: "text-accent", countTone: "text-muted" },
  open: { icon: TriangleAlert, tone: "text-warn", countTone: "font-semibold" },
} as const;
