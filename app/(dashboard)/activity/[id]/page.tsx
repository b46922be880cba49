import { ArrowLeft, ExternalLink } from "lucide-react";
import type { Metadata as PageMetadata } from "next";
import Link from "next/link";
import { env } from "@/lib/env";
import type { Currency } from "@/lib/contract/rates";
import { readAddressBook } from "@/lib/gains/address-book";
import { readSettings } from "@/lib/gains/settings-store";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { buttonLook } from "@/app/ui/button-look";
import { Card, CardHead } from "@/app/ui/card";
import { ChainText } from "@/app/ui/chain-text";
import { PageHead } from "@/app/ui/page-head";
import { actionWords } from "@/app/words/action-words";
import type { RawParams } from "@/app/words/activity-filters";
import { shortHash } from "@/app/words/chain-text";
import { explorerTransaction } from "@/app/words/explorer";
import { absoluteTime } from "@/app/words/time-text";
import { pageCurrency, pageTransaction, pageUserId } from "../../page-data";
import { TroubleNotice } from "../../trouble-notice";
import { ActionIcon } from "../action-icon";
import { FlowAmounts } from "../flow-amounts";
import { TransactionBadges } from "../transaction-rows";
import { Certificates } from "./certificates";
import { ContractNames } from "./contract-names";
import { EventsCard } from "./events-card";
import { EditPanel } from "./edit-panel";
import { Facts } from "./facts";
import { Metadata } from "./metadata";
import { Notes } from "./notes";
import { OrderCard } from "./order-card";
import { SpamNotice } from "./spam-notice";
import { UtxoGraph } from "./utxo-graph";

interface TransactionPageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<RawParams>;
}

export async function generateMetadata({ params }: Pick<TransactionPageProps, "params">): Promise<PageMetadata> {
  const { action, txHash } = await pageTransaction((await params).id);
  return { title: `${actionWords[action]}, ${shortHash(txHash)}` };
}

export default async function TransactionPage({ params, searchParams }: TransactionPageProps) {
  const [transaction, currency] = [await pageTransaction((await params).id), await pageCurrency()];
  const userId = await pageUserId();
  const [settings, book] = await Promise.all([readSettings(userId), readAddressBook(userId)]);
  return (
    <>
      <Link
        href="/activity"
        className="mb-3 inline-flex items-center gap-1 rounded-md text-sm text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" /> Activity
      </Link>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-3">
            <ActionIcon action={transaction.action} />
            {actionWords[transaction.action]}
            <TransactionBadges transaction={transaction} />
          </span>
        }
        lead={absoluteTime(transaction.timestamp)}
        actions={<ExplorerLink txHash={transaction.txHash} />}
      />
      <TroubleNotice params={await searchParams} />
      <div className="space-y-5">
        {transaction.spam && <SpamNotice id={transaction.id} ownSpam={transaction.correction.ownSpam} />}
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Summary transaction={transaction} currency={currency} />
          <div className="space-y-5">
            <Facts transaction={transaction} />
            {transaction.orders.map((order) => (
              <OrderCard key={order.id} order={order} transactionId={transaction.id} />
            ))}
          </div>
        </div>
        <EventsCard transaction={transaction} currency={settings.currency} book={book} />
        <Notes transaction={transaction} />
        <EditPanel transaction={transaction} />
        <ContractNames contracts={transaction.contracts} />
        <UtxoGraph inputs={transaction.inputs} outputs={transaction.outputs} />
        <Certificates certificates={transaction.certificates} />
        <Metadata metadata={transaction.metadata} />
      </div>
    </>
  );
}

interface SummaryProps {
  readonly transaction: TransactionDetail;
  readonly currency: Currency;
}

function Summary({ transaction, currency }: SummaryProps) {
  const { summary, flows, trace } = transaction;
  return (
    <Card>
      <CardHead title="What it was" />
      <div className="space-y-4 p-4 sm:p-5">
        <p>
          <ChainText text={summary} limit={300} />
        </p>
        <div className="flex items-start justify-between gap-4 rounded-lg bg-raised px-4 py-3">
          <p className="text-muted">Change</p>
          <FlowAmounts flows={flows} limit={30} currency={transaction.spam ? undefined : currency} />
        </div>
        <div>
          <h3 className="text-sm font-semibold">Why we think so</h3>
          <ul className="mt-1 list-disc space-y-0.5 pl-5 text-sm text-muted">
            {trace.facts.map((fact) => (
              <li key={fact} className="wrap-anywhere">
                <ChainText text={fact} limit={300} />
              </li>
            ))}
          </ul>
          <p className="mt-1.5 text-xs text-muted">
            Rule {trace.rule}, version {trace.version}
          </p>
        </div>
      </div>
    </Card>
  );
}

function ExplorerLink({ txHash }: { readonly txHash: string }) {
  return (
    <a
      className={buttonLook()}
      href={explorerTransaction(env().CARDANO_NETWORK, txHash)}
      target="_blank"
      rel="noreferrer"
    >
      <ExternalLink aria-hidden /> Explorer
    </a>
  );
}
