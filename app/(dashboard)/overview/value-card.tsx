import Link from "next/link";
import { Suspense } from "react";
import type { AllHoldings } from "@/lib/contract/holdings";
import type { Wallet } from "@/lib/contract/wallet";
import type { ValuesSoFar } from "@/lib/portfolio/get-value-over-time";
import { RangePicker } from "@/app/chart/range-picker";
import { Card } from "@/app/ui/card";
import { LoadingWords, Skeleton } from "@/app/ui/skeleton";
import { chartRanges, type ChartRange } from "@/app/words/chart-ranges";
import { moneyText } from "@/app/words/money-text";
import { besideText, countedText, valuationText } from "@/app/words/value-words";
import { LaterRefresh } from "../later-refresh";
import { pageCurrency } from "../page-data";
import { soFarTitle } from "../total-notes";
import { ValueChart } from "../value-chart";

interface ValueCardProps {
  readonly holdings: AllHoldings;
  /** Being read while the holdings are. */
  readonly values: Promise<ValuesSoFar>;
  /** Those that it is the value of. */
  readonly wallets: readonly Wallet[];
  readonly chosen: Wallet | undefined;
  readonly range: ChartRange;
}

/** What everything is worth, how that changed, and how it came to be. */
export async function ValueCard({ holdings, values, wallets, chosen, range }: ValueCardProps) {
  const currency = await pageCurrency();
  const { value, priced, unpriced } = holdings.total;
  const { name = "" } = chartRanges.find((each) => each.range === range) ?? {};
  const valuation = valuationText(wallets, "the chart");
  const beside = besideText(holdings.rewards?.withdrawableLovelace);
  return (
    <Card className="p-4 sm:p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 className="text-sm text-muted">{soFarTitle("Total value", wallets)}</h2>
          <p className="mt-1 text-3xl font-semibold tracking-tight wrap-anywhere sm:text-4xl">
            {value === null ? <span className="text-xl text-muted">Not known yet</span> : moneyText(value, currency)}
          </p>
          <p className="mt-1 text-xs text-muted">
            {value === null ? `What an ADA costs in ${currency} is not known yet.` : countedText(priced, unpriced)}
          </p>
          {value !== null && beside !== null && <p className="mt-1 text-xs text-muted">{beside}</p>}
          {valuation !== null && (
            <p className="mt-1 text-xs text-muted">
              {valuation}
              <LaterRefresh />
            </p>
          )}
        </div>
        <RangePicker chosen={range} pathname="/overview" {...(chosen && { query: { wallet: chosen.id } })} />
      </div>
      <Suspense key={`${range} ${chosen?.id ?? ""} ${currency}`} fallback={<ChartOnItsWay />}>
        <ValueChart holdings={holdings} values={values} currency={currency} name={name} hasChanges />
      </Suspense>
      <Link
        href={chosen === undefined ? "/performance" : `/performance?wallet=${chosen.id}`}
        className="mt-3 inline-block py-1 text-sm font-medium text-accent hover:underline"
      >
        What it earned, and how
      </Link>
    </Card>
  );
}

/** As high as what comes, so that nothing jumps. */
function ChartOnItsWay() {
  return (
    <div className="noscript:hidden">
      <LoadingWords what="chart" />
      <Skeleton className="mt-4 h-14 w-full" />
      <Skeleton className="mt-4 h-72 w-full sm:h-84" />
    </div>
  );
}
