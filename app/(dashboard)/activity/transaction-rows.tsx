import { ExternalLink, Hourglass } from "lucide-react";
import Link from "next/link";
import type { Currency } from "@/lib/contract/rates";
import type { Transaction } from "@/lib/contract/transactions";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { cn } from "@/app/ui/cn";
import { Moment } from "@/app/ui/moment";
import { actionWords } from "@/app/words/action-words";
import { adaText } from "@/app/words/amount-text";
import { explorerTransaction } from "@/app/words/explorer";
import type { Network } from "@/app/words/explorer";
import { groupByDay } from "@/app/words/flow-lines";
import { dayText } from "@/app/words/time-text";
import { ActionIcon } from "./action-icon";
import { FlowAmounts } from "./flow-amounts";

interface TransactionRowsProps {
  readonly transactions: readonly Transaction[];
  /** Shown with a link to the explorer where the network is given. */
  readonly network?: Network;
  readonly walletNames?: Readonly<Record<string, string>> | undefined;
  /** That of what was moved, which is told where this is given. */
  readonly currency?: Currency;
  readonly compact?: boolean;
}

/** Transactions under the days they belong to: rows on a wide screen, cards on a phone. */
export function TransactionRows({ transactions, compact = false, ...row }: TransactionRowsProps) {
  if (compact) {
    return (
      <ul className="divide-y divide-line">
        {transactions.map((transaction) => (
          <TransactionRow key={transaction.id} transaction={transaction} {...row} />
        ))}
      </ul>
    );
  }
  return groupByDay(transactions).map(({ day, items }) => (
    <section key={day} aria-label={dayText(day)}>
      <h2 className="border-y border-line bg-raised/60 px-4 py-1.5 text-sm font-medium text-muted sm:px-5">
        {dayText(day)}
      </h2>
      <ul className="divide-y divide-line *:skip-offscreen">
        {items.map((transaction) => (
          <TransactionRow key={transaction.id} transaction={transaction} {...row} />
        ))}
      </ul>
    </section>
  ));
}

interface TransactionRowProps {
  readonly transaction: Transaction;
  readonly network?: Network;
  readonly walletNames?: Readonly<Record<string, string>> | undefined;
  readonly currency?: Currency;
}

function TransactionRow({ transaction, network, walletNames, currency }: TransactionRowProps) {
  const { id, txHash, action, summary, timestamp, flows, fee } = transaction;
  const owner = walletNames?.[transaction.walletId];
  return (
    <li
      className={cn(
        "relative grid grid-cols-[auto_minmax(0,1fr)_minmax(0,auto)] grid-rows-[auto_1fr] gap-x-3 px-4 py-3 hover:bg-raised/50 sm:px-5",
        network !== undefined && "sm:grid-cols-[auto_minmax(0,1fr)_minmax(0,auto)_auto]",
      )}
    >
      <div className={cn("row-span-2", transaction.spam && "opacity-60")}>
        <ActionIcon action={action} />
      </div>
      <p className="flex flex-wrap content-start items-center gap-x-2 gap-y-1">
        <Link href={`/activity/${id}`} className="font-medium after:absolute after:inset-0">
          {actionWords[action]}
        </Link>
        <TransactionBadges transaction={transaction} />
      </p>
      <div className="text-sm sm:row-span-2 sm:text-base">
        <FlowAmounts flows={flows} limit={3} currency={transaction.spam ? undefined : currency} />
      </div>
      {network !== undefined && <ExplorerLink href={explorerTransaction(network, txHash)} />}
      <div className="col-start-2 row-start-2 min-w-0 max-sm:col-end-4">
        <p className="text-sm text-muted wrap-anywhere">
          <ChainText text={summary} limit={90} />
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-muted">
          <Moment at={timestamp} />
          {fee !== null && <span>Fee {adaText(fee)}</span>}
          {owner !== undefined && <bdi className="max-w-40 truncate">{owner}</bdi>}
        </p>
      </div>
    </li>
  );
}

function ExplorerLink({ href }: { readonly href: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="relative z-10 row-span-2 -mr-2 self-start rounded-md p-2 text-muted hover:bg-raised hover:text-ink max-sm:hidden"
    >
      <ExternalLink aria-hidden className="size-4" />
      <span className="sr-only">Open in the explorer</span>
    </a>
  );
}

export function TransactionBadges({ transaction }: { readonly transaction: Transaction }) {
  const { status, protocolName, spam, edited } = transaction;
  return (
    <>
      {status === "settling" && (
        <Badge tone="warn" title="Younger than 100 blocks: the chain may still roll it back">
          <Hourglass aria-hidden /> Settling
        </Badge>
      )}
      {protocolName !== null && <Badge tone="accent">{protocolName}</Badge>}
      {spam && <Badge tone="warn">Spam</Badge>}
      {edited && <Badge>Edited by you</Badge>}
    </>
  );
}
