import { History } from "lucide-react";
import type { Metadata } from "next";
import type { AllHoldings } from "@/lib/contract/holdings";
import type { Wallet } from "@/lib/contract/wallet";
import { addressPageSize } from "@/lib/contract/wallet-addresses";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { getProof } from "@/lib/portfolio/get-proof";
import { listAddresses } from "@/lib/wallets/list-addresses";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { Card, CardHead } from "@/app/ui/card";
import { CopyButton } from "@/app/ui/copy-button";
import { EmptyState } from "@/app/ui/empty-state";
import { Hash } from "@/app/ui/hash";
import { Moment } from "@/app/ui/moment";
import { PageHead } from "@/app/ui/page-head";
import { TextLink } from "@/app/ui/text-link";
import { countOf } from "@/app/words/amount-text";
import { placesByUnit } from "@/app/words/holding-places";
import { isRunning } from "@/app/words/sync-words";
import { walletName } from "@/app/words/wallet-name";
import { TransactionRows } from "../../activity/transaction-rows";
import { HoldingRow } from "../../holdings/holding-row";
import { pageCurrency, pageUserId, pageWallet } from "../../page-data";
import { AdaCard } from "../../ada-card";
import { TotalNotes } from "../../total-notes";
import { WalletMenu } from "../wallet-menu";
import { AddressesCard } from "./addresses-card";
import { ProofSummary } from "./proof-summary";
import { RefreshButton } from "./refresh-button";
import { SyncPanel } from "./sync-panel";

interface WalletPageProps {
  readonly params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: WalletPageProps): Promise<Metadata> {
  return { title: walletName(await pageWallet((await params).id)) };
}

export default async function WalletPage({ params }: WalletPageProps) {
  const wallet = await pageWallet((await params).id);
  return (
    <>
      <PageHead
        title={<bdi>{walletName(wallet)}</bdi>}
        lead={<WalletFacts wallet={wallet} />}
        actions={
          <>
            <RefreshButton walletId={wallet.id} busy={isRunning(wallet.sync.status)} />
            <WalletMenu id={wallet.id} name={walletName(wallet)} label={wallet.label} />
          </>
        }
      />
      <SyncPanel key={wallet.sync.jobId} sync={wallet.sync} />
      <WalletContents wallet={wallet} />
    </>
  );
}

function WalletFacts({ wallet }: { readonly wallet: Wallet }) {
  const address = wallet.stakeAddress ?? wallet.address;
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-sm">
      <span>{wallet.network}</span>
      {wallet.sync.lastSyncedAt !== null && (
        <span>
          synced <Moment at={wallet.sync.lastSyncedAt} />
        </span>
      )}
      <span className="flex items-center">
        {wallet.label !== null && <Hash value={address} kind="address" />}
        <CopyButton text={address} what="address" />
      </span>
    </span>
  );
}

async function WalletContents({ wallet }: { readonly wallet: Wallet }) {
  const userId = await pageUserId();
  const [holdings, ada, latest, proof, addresses] = await Promise.all([
    getHoldings(userId, { wallet: wallet.id, currency: await pageCurrency() }),
    getAdaAllocation(userId, { wallet: wallet.id }),
    listTransactions(userId, { wallet: wallet.id, sort: "newest", limit: 10 }),
    getProof(userId, wallet.id),
    listAddresses(userId, wallet.id, { from: 0, limit: addressPageSize }),
  ]);
  const running = isRunning(wallet.sync.status);
  if (latest.total === 0) {
    return (
      <div className="space-y-5">
        {!running && <ProofSummary wallet={wallet} proof={proof} />}
        <Card>
          <NothingYet status={wallet.sync.status} />
          {running && <TotalNotes wallets={[wallet]} className="mx-auto max-w-md px-4 pb-6" />}
        </Card>
      </div>
    );
  }
  return (
    <div className="space-y-5">
      <ProofSummary wallet={wallet} proof={proof} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="min-w-0 space-y-5">
          <AdaCard title="ADA in this wallet" ada={ada} wallets={[wallet]} />
          <HoldingsCard answer={holdings} walletId={wallet.id} />
        </div>
        <Card>
          <CardHead
            title="Latest transactions"
            aside={<TextLink href={`/activity?wallet=${wallet.id}`}>{`All ${countOf(latest.total)}`}</TextLink>}
          />
          <TransactionRows transactions={latest.transactions} compact />
        </Card>
      </div>
      <AddressesCard walletId={wallet.id} answer={addresses} />
    </div>
  );
}

interface HoldingsCardProps {
  readonly answer: AllHoldings;
  readonly walletId: string;
}

function HoldingsCard({ answer: { holdings, places }, walletId }: HoldingsCardProps) {
  const byUnit = placesByUnit(places);
  return (
    <Card>
      <CardHead
        title="Holdings"
        aside={<TextLink href={`/holdings?wallet=${walletId}`}>{`All ${countOf(holdings.length)}`}</TextLink>}
      />
      <ul className="divide-y divide-line">
        {holdings.slice(0, 10).map((holding) => (
          <HoldingRow key={holding.unit} holding={holding} places={byUnit} wallet={walletId} />
        ))}
      </ul>
    </Card>
  );
}

const nothingWords = {
  running: { title: "The first transactions are on their way", text: "They show up here as they are read." },
  stopped: {
    title: "Nothing has been read yet",
    text: "The sync stopped before the first transaction. Press Refresh to try again.",
  },
  empty: {
    title: "No transactions yet",
    text: "The chain knows nothing of this address so far. Once something is sent to it, press Refresh.",
  },
} as const;

function NothingYet({ status }: Pick<Wallet["sync"], "status">) {
  const state = isRunning(status) ? "running" : status === "completed" ? "empty" : "stopped";
  return <EmptyState icon={History} {...nothingWords[state]} />;
}
