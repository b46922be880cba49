import { Suspense } from "react";
import type { Wallet } from "@/lib/contract/wallet";
import { getExecutionSums } from "@/lib/portfolio/get-execution-sums";
import { Notice } from "@/app/ui/notice";
import { PageHead } from "@/app/ui/page-head";
import { LoadingWords, Skeleton } from "@/app/ui/skeleton";
import type { RawParams } from "@/app/words/activity-filters";
import { readAskedRange, type AskedRange } from "@/app/words/performance-range";
import { shownRows } from "@/app/words/shown-rows";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageUserId, pageWallets } from "../page-data";
import { TotalNotes } from "../total-notes";
import { FilledOrdersCard } from "./filled-orders-card";
import { PerformanceResults } from "./performance-results";
import { RangeForm } from "./range-form";
import { readRange } from "./read-range";

export const metadata = { title: "Performance" };

interface PerformanceProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function PerformancePage({ searchParams }: PerformanceProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  const chosen = chosenWallet(wallets, params);
  if (wallets.length === 0)
    return (
      <>
        <PageHead title="Performance" lead="Nothing to show yet" />
        <NoWallets />
      </>
    );
  const asked = readAskedRange(params);
  return (
    <>
      <PageHead
        title="Performance"
        lead={chosen === undefined ? "What all wallets brought" : <bdi>{walletName(chosen)}</bdi>}
      />
      <RangeForm asked={asked} wallet={chosen?.id} />
      <TotalNotes wallets={chosen === undefined ? wallets : [chosen]} className="mb-5" />
      <div className="space-y-5">
        <Range asked={asked} wallets={wallets} chosen={chosen} limit={shownRows(params, pageSize)} />
        <Suspense key={chosen?.id ?? ""} fallback={<OnItsWay what="filled orders" />}>
          <FilledOrders scope={chosen === undefined ? {} : { wallet: chosen.id }} />
        </Suspense>
      </div>
    </>
  );
}

/** Rows of each table. */
const pageSize = 20;

interface RangeProps {
  readonly asked: AskedRange;
  readonly wallets: readonly Wallet[];
  readonly chosen: Wallet | undefined;
  readonly limit: number;
}

async function Range({ asked, wallets, chosen, limit }: RangeProps) {
  const range = await readRange(await pageUserId(), asked);
  if ("trouble" in range) {
    return (
      <Notice tone="warn" title={range.trouble}>
        Choose other days above.
      </Notice>
    );
  }
  const more = {
    pathname: "/performance",
    query: {
      ...Object.fromEntries(Object.entries(asked).filter(([, value]) => typeof value === "string")),
      ...(chosen !== undefined && { wallet: chosen.id }),
      show: String(limit + 4 * pageSize),
    },
  };
  return (
    <Suspense key={`${JSON.stringify(asked)} ${chosen?.id ?? ""}`} fallback={<OnItsWay what="performance" />}>
      <PerformanceResults {...range} wallets={wallets} chosen={chosen} limit={limit} more={more} />
    </Suspense>
  );
}

async function FilledOrders({ scope }: { readonly scope: { readonly wallet?: string } }) {
  return <FilledOrdersCard sums={await getExecutionSums(await pageUserId(), scope)} />;
}

function OnItsWay({ what }: { readonly what: string }) {
  return (
    <div className="noscript:hidden">
      <LoadingWords what={what} />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
