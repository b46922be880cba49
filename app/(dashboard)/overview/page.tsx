import type { AllHoldings } from "@/lib/contract/holdings";
import type { Wallet } from "@/lib/contract/wallet";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { readValues } from "@/lib/portfolio/get-value-over-time";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { Card, CardHead } from "@/app/ui/card";
import { PageHead } from "@/app/ui/page-head";
import { TextLink } from "@/app/ui/text-link";
import { countOf } from "@/app/words/amount-text";
import { placesByUnit } from "@/app/words/holding-places";
import { walletName } from "@/app/words/wallet-name";
import { chartRanges, readRange, type ChartRange } from "@/app/words/chart-ranges";
import type { RawParams } from "@/app/words/activity-filters";
import { TransactionRows } from "../activity/transaction-rows";
import { HoldingRow } from "../holdings/holding-row";
import { NoWallets } from "../no-wallets";
import { chosenWallet, pageCurrency, pageUserId, pageWallets } from "../page-data";
import { AdaCard } from "../ada-card";
import { PriceRefresh } from "../price-refresh";
import { ValueCard } from "./value-card";
import { WalletLine } from "./wallet-line";

export const metadata = { title: "Overview" };

interface OverviewProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function OverviewPage({ searchParams }: OverviewProps) {
  const params = await searchParams;
  const wallets = await pageWallets();
  const chosen = chosenWallet(wallets, params);
  return (
    <>
      <PageHead
        title="Overview"
        lead={chosen === undefined ? countWords(wallets.length) : <bdi>{walletName(chosen)}</bdi>}
      />
      {wallets.length === 0 ? (
        <NoWallets />
      ) : (
        <Portfolio wallets={wallets} chosen={chosen} range={readRange(params, "30d")} />
      )}
    </>
  );
}

function countWords(count: number): string {
  return count === 0 ? "Nothing to show yet" : `${count} ${count === 1 ? "wallet" : "wallets"}`;
}

interface PortfolioProps {
  readonly wallets: readonly Wallet[];
  readonly chosen: Wallet | undefined;
}

async function Portfolio({ wallets, chosen, range }: PortfolioProps & { readonly range: ChartRange }) {
  const userId = await pageUserId();
  const scope = chosen === undefined ? {} : { wallet: chosen.id };
  const currency = await pageCurrency();
  const { days = null } = chartRanges.find((each) => each.range === range) ?? {};
  const values = readValues(userId, { walletId: chosen?.id ?? null, currency, days });
  // Where something else fails first, nobody is left to hear that this did, too.
  values.catch(() => undefined);
  const [holdings, ada, latest] = await Promise.all([
    getHoldings(userId, { ...scope, currency }),
    getAdaAllocation(userId, scope),
    listTransactions(userId, { ...scope, spam: "false", sort: "newest", limit: 7 }),
  ]);
  const query = chosen === undefined ? "" : (`?wallet=${chosen.id}` as const);
  const shown = chosen === undefined ? wallets : [chosen];
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <PriceRefresh />
      <div className="min-w-0 lg:col-span-2">
        <ValueCard holdings={holdings} values={values} wallets={shown} chosen={chosen} range={range} />
      </div>
      <div className="min-w-0 space-y-5">
        <AdaCard title="Your ADA" ada={ada} wallets={shown} />
        <HoldingsCard answer={holdings} walletId={chosen?.id} query={query} />
      </div>
      <div className="min-w-0 space-y-5">
        <WalletsCard wallets={wallets} chosen={chosen} />
        <Card>
          <CardHead
            title="Latest activity"
            aside={<TextLink href={`/activity${query}`}>{`All ${countOf(latest.total)}`}</TextLink>}
          />
          {latest.transactions.length === 0 && <Nothing />}
          <TransactionRows transactions={latest.transactions} compact />
        </Card>
      </div>
    </div>
  );
}

interface HoldingsCardProps {
  readonly answer: AllHoldings;
  readonly walletId: string | undefined;
  readonly query: "" | `?wallet=${string}`;
}

function HoldingsCard({ answer, walletId, query }: HoldingsCardProps) {
  const wanted = answer.holdings.filter(({ spam }) => !spam);
  const places = placesByUnit(answer.places);
  return (
    <Card>
      <CardHead
        title="Holdings"
        aside={<TextLink href={`/holdings${query}`}>{`All ${countOf(wanted.length)}`}</TextLink>}
      />
      {wanted.length === 0 && <Nothing />}
      <ul className="divide-y divide-line">
        {wanted.slice(0, 8).map((holding) => (
          <HoldingRow key={holding.unit} holding={holding} places={places} wallet={walletId} />
        ))}
      </ul>
    </Card>
  );
}

function WalletsCard({ wallets, chosen }: PortfolioProps) {
  const shown = chosen === undefined ? wallets : [chosen];
  return (
    <Card>
      <CardHead
        title={chosen === undefined ? "Wallets" : "Wallet"}
        aside={<TextLink href="/wallets">Manage</TextLink>}
      />
      <ul className="divide-y divide-line">
        {shown.map((wallet) => (
          <WalletLine key={wallet.id} wallet={wallet} />
        ))}
      </ul>
    </Card>
  );
}

function Nothing() {
  return <p className="px-4 py-8 text-center text-muted sm:px-5">Nothing yet.</p>;
}
