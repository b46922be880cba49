"use client";
import { LoaderCircle } from "lucide-react";
import { useState, useTransition } from "react";
import type { z } from "zod";
import type { Currency } from "@/lib/contract/rates";
import type { Transaction, transactionsAnswer } from "@/lib/contract/transactions";
import { failureText, get } from "@/app/browser/request";
import { Button } from "@/app/ui/button";
import { apiFilters, filterQuery } from "@/app/words/activity-filters";
import type { ActivityFilters } from "@/app/words/activity-filters";
import { countOf } from "@/app/words/amount-text";
import type { Network } from "@/app/words/explorer";
import { TransactionRows } from "./transaction-rows";

type Page = z.infer<typeof transactionsAnswer>;

interface TransactionListProps {
  /** The first page, read by the server. */
  readonly first: Page;
  readonly filters: ActivityFilters;
  readonly network: Network;
  readonly walletNames: Readonly<Record<string, string>> | undefined;
  readonly currency: Currency;
}

/** The first page and what is loaded after it, one page per press. */
export function TransactionList({ first, filters, network, walletNames, currency }: TransactionListProps) {
  const [later, setLater] = useState<readonly Transaction[]>([]);
  const [cursor, setCursor] = useState(first.nextCursor);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [loading, startLoading] = useTransition();
  const transactions = [...first.transactions, ...later];

  function loadMore() {
    if (cursor === null) return;
    setTrouble(null);
    startLoading(async () => {
      try {
        const page = await get<Page>(nextPath(filters, cursor, currency));
        setLater((before) => [...before, ...page.transactions]);
        setCursor(page.nextCursor);
      } catch (error) {
        setTrouble(failureText(error));
      }
    });
  }

  return (
    <>
      <TransactionRows transactions={transactions} network={network} walletNames={walletNames} currency={currency} />
      <footer className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 sm:px-5">
        <p role="status" className="text-sm text-muted">
          {countOf(transactions.length)} of {first.totalIsCapped ? "more than " : ""}
          {countOf(first.total)} shown
        </p>
        {trouble !== null && (
          <p role="alert" className="text-sm text-bad">
            {trouble}
          </p>
        )}
        {cursor !== null && (
          <Button onClick={loadMore} disabled={loading}>
            {loading && <LoaderCircle aria-hidden className="animate-spin" />}
            {loading ? "Loading…" : "Load more"}
          </Button>
        )}
      </footer>
    </>
  );
}

function nextPath(filters: ActivityFilters, cursor: string, currency: Currency): string {
  const query = new URLSearchParams(filterQuery(apiFilters(filters)));
  query.set("cursor", cursor);
  query.set("limit", "100");
  query.set("currency", currency);
  return `/api/transactions?${query.toString()}`;
}
