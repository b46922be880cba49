import { History, SearchX } from "lucide-react";
import Link from "next/link";
import { env } from "@/lib/env";
import type { Wallet } from "@/lib/contract/wallet";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import type { TransactionsPage } from "@/lib/portfolio/list-transactions";
import { getRelabel } from "@/lib/relabel/get-relabel";
import { buttonLook } from "@/app/ui/button-look";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import { apiFilters, filterCount, filterQuery, parseFilters } from "@/app/words/activity-filters";
import type { ActivityFilters, RawParams } from "@/app/words/activity-filters";
import { countOf } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { clipText } from "@/app/words/chain-text";
import { walletName } from "@/app/words/wallet-name";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageCurrency, pageUserId, pageWallets } from "../page-data";
import { isRelabelDue } from "@/app/words/relabel-words";
import { ActivityFiltersForm } from "./activity-filters-form";
import { RelabelCard } from "./relabel-card";
import { TransactionList } from "./transaction-list";

export const metadata = { title: "Activity" };

interface ActivityProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function ActivityPage({ searchParams }: ActivityProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  if (wallets.length === 0) {
    return (
      <>
        <PageHead title="Activity" lead="Nothing to show yet" />
        <NoWallets />
      </>
    );
  }
  const chosen = chosenWallet(wallets, params);
  const { wallet: _, ...narrowing } = parseFilters(params);
  const filters: ActivityFilters = chosen === undefined ? narrowing : { ...narrowing, wallet: chosen.id };
  const userId = await pageUserId();
  const currency = await pageCurrency();
  const [first, relabel] = await Promise.all([
    listTransactions(userId, { sort: "newest", ...apiFilters(filters), currency, limit: 50 }),
    getRelabel(userId),
  ]);
  return (
    <>
      <PageHead
        title="Activity"
        lead={
          <>
            <bdi>{chosen === undefined ? "All wallets" : walletName(chosen)}</bdi>, {transactionCount(first)}
            {filterCount(filters) > 0 && " found"}
          </>
        }
      />
      {isRelabelDue(relabel) && <RelabelCard first={relabel} />}
      <Card className="overflow-hidden">
        <ActivityFiltersForm filters={filters} assetName={assetNameOf(filters, first)} />
        {first.total === 0 ? (
          <Nothing filtered={filterCount(filters) > 0} wallet={chosen ?? wallets[0]} />
        ) : (
          <TransactionList
            key={`${filterQuery(filters)} ${first.total} ${first.transactions[0]?.id} ${currency}`}
            first={first}
            filters={filters}
            currency={currency}
            network={env().CARDANO_NETWORK}
            walletNames={chosen === undefined && wallets.length > 1 ? namesOf(wallets) : undefined}
          />
        )}
      </Card>
    </>
  );
}

function transactionCount({ total, totalIsCapped }: Pick<TransactionsPage, "total" | "totalIsCapped">): string {
  return `${totalIsCapped ? "more than " : ""}${countOf(total)} ${total === 1 ? "transaction" : "transactions"}`;
}

function namesOf(wallets: readonly Wallet[]): Readonly<Record<string, string>> {
  return Object.fromEntries(wallets.map((wallet) => [wallet.id, walletName(wallet)]));
}

function assetNameOf({ unit }: ActivityFilters, { transactions }: TransactionsPage): string | undefined {
  if (unit === undefined) return undefined;
  const flow = transactions.flatMap(({ flows }) => flows).find((candidate) => candidate.unit === unit);
  return clipText(assetLabel(flow ?? { unit, ticker: null, name: null }).short, 40);
}

function Nothing({ filtered, wallet }: { readonly filtered: boolean; readonly wallet: Wallet | undefined }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="No transaction matches" text="Take a filter away, or widen the dates.">
        <Link className={buttonLook()} href="/activity">
          Show all activity
        </Link>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={History}
      title="No transactions yet"
      text="They appear here as the sync reads them from the chain."
    >
      {wallet !== undefined && (
        <Link className={buttonLook()} href={`/wallets/${wallet.id}`}>
          See how far the sync is
        </Link>
      )}
    </EmptyState>
  );
}
