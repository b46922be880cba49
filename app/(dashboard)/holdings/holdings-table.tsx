import Link from "next/link";
import type { Route } from "next";
import type { Holding } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { cn } from "@/app/ui/cn";
import { ariaSort, orderParam, type HoldingOrder, type HoldingSort } from "@/app/words/sort-holdings";
import type { PlaceSplit } from "@/app/words/holding-places";
import { HoldingsTableRow } from "./holdings-table-row";

export interface HoldingsTableProps {
  readonly title: string;
  readonly holdings: readonly Holding[];
  readonly places: ReadonlyMap<string, PlaceSplit>;
  readonly currency: Currency;
  /** Of all holdings. */
  readonly total: string | null;
  readonly order: HoldingOrder;
  /** What else stands in the page's address. */
  readonly query: Readonly<Record<string, string>>;
}

const columns = [
  { sort: "name", text: "Asset", look: "text-left" },
  { sort: "price", text: "Price", look: "max-lg:hidden text-right" },
  { sort: "change", text: "24 h", look: "max-lg:hidden text-right" },
  { sort: null, text: "Last day", look: "max-lg:hidden text-right" },
  { sort: "amount", text: "Amount", look: "max-sm:hidden text-right" },
  { sort: "value", text: "Value", look: "max-sm:w-30 text-right" },
  { sort: null, text: "Share", look: "max-sm:hidden text-right" },
] as const satisfies readonly { sort: HoldingSort | null; text: string; look: string }[];

/** Holdings with what they cost and are worth, a row each; a column's head sorts by it. */
export function HoldingsTable({ title, holdings, order, query, ...row }: HoldingsTableProps) {
  return (
    <table className="w-full table-fixed text-sm sm:table-auto">
      <caption className="sr-only">{title}</caption>
      <thead className="border-b border-line text-muted">
        <tr>
          {columns.map(({ sort, text, look }) => (
            <th
              key={text}
              scope="col"
              aria-sort={sort === null ? undefined : ariaSort(sort, order)}
              className={cn("px-2 py-1 font-medium first:pl-4 sm:first:pl-5", look)}
            >
              {sort === null ? text : <SortLink sort={sort} text={text} order={order} query={query} />}
            </th>
          ))}
          <th scope="col" className="w-10 pr-2 sm:pr-4">
            <span className="sr-only">Spam</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {holdings.map((holding) => (
          <HoldingsTableRow key={holding.unit} holding={holding} {...row} />
        ))}
      </tbody>
    </table>
  );
}

interface SortLinkProps extends Pick<HoldingsTableProps, "order" | "query"> {
  readonly sort: HoldingSort;
  readonly text: string;
}

function SortLink({ sort, text, order, query }: SortLinkProps) {
  const direction = ariaSort(sort, order);
  const href = `/holdings?${new URLSearchParams({ ...query, sort: orderParam(sort, order) }).toString()}` as Route;
  return (
    <Link
      href={href}
      scroll={false}
      replace
      prefetch={false}
      className={cn("inline-flex min-h-8 items-center gap-1 hover:text-ink", direction && "text-ink")}
    >
      {text}
      {direction && <span aria-hidden>{direction === "ascending" ? "↑" : "↓"}</span>}
    </Link>
  );
}
