import type { UrlObject } from "node:url";
import { TrendingUp } from "lucide-react";
import { Suspense } from "react";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import type { PerformanceAnswer } from "@/lib/contract/performance";
import type { Currency } from "@/lib/contract/rates";
import type { Wallet } from "@/lib/contract/wallet";
import { getPerformance } from "@/lib/gains/get-performance";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { Notice } from "@/app/ui/notice";
import { countOf } from "@/app/words/amount-text";
import { daysBack, rangeText, type RangeTimes } from "@/app/words/performance-range";
import { outsideText } from "@/app/words/performance-words";
import { valuationText } from "@/app/words/value-words";
import { LaterRefresh } from "../later-refresh";
import { pageCurrency, pageUserId } from "../page-data";
import { AssetsCard } from "./assets-card";
import { GainCard } from "./gain-card";
import { IdentityCard } from "./identity-card";
import { ProtocolsCard } from "./protocols-card";
import { UnpricedCard } from "./unpriced-card";
import { ValueOverTimeCard } from "./value-over-time-card";

interface PerformanceResultsProps {
  readonly times: RangeTimes;
  readonly wallets: readonly Wallet[];
  readonly chosen: Wallet | undefined;
  /** Rows of each table. */
  readonly limit: number;
  /** The same page with more rows. */
  readonly more: UrlObject;
}

/** What a range brought, or why that cannot be told. */
export async function PerformanceResults({ times, wallets, chosen, limit, more }: PerformanceResultsProps) {
  const [userId, currency] = [await pageUserId(), await pageCurrency()];
  const scope = chosen === undefined ? {} : { wallet: chosen.id };
  const answer = await orTooLong(getPerformance(userId, { ...scope, ...times, currency }));
  if (answer === null) return <TooLong isOneWallet={wallets.length === 1 || chosen !== undefined} />;
  const { byAsset, unpriced } = answer;
  if (isNothing(answer)) return <Nothing />;
  const days = daysBack(times, answer);
  return (
    <div className="space-y-5">
      <Range answer={answer} wallets={chosen === undefined ? wallets : [chosen]} />
      {byAsset.length === 0 ? (
        <NoPrices currency={currency} />
      ) : (
        <>
          <GainCard answer={answer} />
          <IdentityCard parts={answer} currency={currency} />
        </>
      )}
      {days !== undefined && (
        <Suspense key={currency}>
          <ValueOverTimeCard
            {...{ walletId: chosen?.id ?? null, currency, days, name: rangeText(answer) }}
            hasOthers={unpriced.length > 0}
          />
        </Suspense>
      )}
      <AssetsCard answer={answer} limit={limit} more={more} />
      <ProtocolsCard answer={answer} />
      <UnpricedCard unpriced={unpriced} limit={limit} more={more} />
    </div>
  );
}

/** Whether nothing was there, and nothing came. */
const isNothing = ({ byAsset, byProtocol, unpriced }: PerformanceAnswer): boolean =>
  byAsset.length + byProtocol.length + unpriced.length === 0;

/** A history that is too long is something to say (null); every other failure goes on. */
async function orTooLong<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === "limit_reached") return null;
    throw error;
  }
}

interface RangeProps {
  readonly answer: PerformanceAnswer;
  /** Those that it is of. */
  readonly wallets: readonly Wallet[];
}

/** Of which days the figures are, and whether they may still change. */
function Range({ answer, wallets }: RangeProps) {
  const valuation = valuationText(wallets, "these figures");
  const outside = outsideText(answer.unpriced.length);
  return (
    <div className="space-y-1 text-sm text-muted">
      <p>{rangeText(answer)} (UTC)</p>
      {outside !== null && (
        <p>
          <a href="#outside" className="font-medium text-accent hover:underline">
            {outside}
          </a>
          , since nobody knows what that was worth.
        </p>
      )}
      {valuation !== null && (
        <p>
          {valuation}
          <LaterRefresh />
        </p>
      )}
    </div>
  );
}

/** Nothing is not what it came to: nobody knows. Rates that are being looked up are there soon. */
function NoPrices({ currency }: { readonly currency: Currency }) {
  return (
    <Notice tone="warn" title={`What this range brought is not known in ${currency}`}>
      Nothing that was held has a price in {currency} at all times that it takes. Some may still be looked up; another
      currency may do.
      <LaterRefresh />
    </Notice>
  );
}

function TooLong({ isOneWallet }: { readonly isOneWallet: boolean }) {
  return (
    <Notice tone="info" title="This history is too long to be told here yet">
      Gains follow from all that ever came and went, which are more than {countOf(limits.walkedTransactions)}{" "}
      transactions. {isOneWallet ? "A shorter range does not help." : "Choose one wallet in the head of the page."}
    </Notice>
  );
}

function Nothing() {
  return (
    <Card>
      <EmptyState
        icon={TrendingUp}
        title="Nothing was held in this time"
        text="Choose a longer range. What a wallet gained shows up here as soon as its transactions are read."
      />
    </Card>
  );
}
