import type { ReactNode } from "react";
import Link from "next/link";
import type { Reward } from "@/lib/contract/staking";
import { ChainText } from "@/app/ui/chain-text";
import { poolLabel } from "@/app/words/pool-words";
import { dayText } from "@/app/words/time-text";

interface DatedTableProps {
  readonly caption: string;
  readonly columns: readonly { readonly name: string; readonly isAmount?: boolean }[];
  /** Of `DatedRow`s. */
  readonly children: ReactNode;
}

/** What came for epochs, with its dates; on a phone each row is a list, whose cells name their columns. */
export function DatedTable({ caption, columns, children }: DatedTableProps) {
  return (
    <table className="w-full text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-sm:sr-only">
        <tr className="text-left text-muted">
          {columns.map(({ name, isAmount = false }) => (
            <th key={name} scope="col" className={`px-5 py-2 font-medium ${isAmount ? "text-right" : ""}`}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">{children}</tbody>
    </table>
  );
}

interface DatedRowProps {
  readonly title: string;
  /** Behind it the pool. */
  readonly note: string;
  readonly pool: Reward["pool"];
  readonly badge?: ReactNode;
  /** Cells with `namedCell`. */
  readonly children: ReactNode;
}

export function DatedRow({ title, note, pool, badge, children }: DatedRowProps) {
  return (
    <tr className="border-t border-line align-top max-sm:block max-sm:px-4 max-sm:py-3">
      <th scope="row" className="text-left font-medium max-sm:block sm:px-5 sm:py-2.5">
        {title}
        <span className="block text-xs font-normal text-muted">
          {note}
          {pool !== null && (
            <>
              {" · "}
              <ChainText text={poolLabel(pool)} limit={32} />
            </>
          )}
        </span>
        {badge}
      </th>
      {children}
    </tr>
  );
}

/** Of a cell that names its column before itself on a phone. */
export const namedCell =
  "px-4 py-2.5 max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:px-0 max-sm:py-0.5 sm:px-5 before:text-muted sm:before:hidden";
export const amountCell = `${namedCell} font-medium sm:text-right`;

interface WithdrawnCellProps {
  readonly withdrawn: { readonly at: string; readonly transactionId: string } | null;
  /** What stands where it is not withdrawn. */
  readonly otherwise: string;
}

export function WithdrawnCell({ withdrawn, otherwise }: WithdrawnCellProps) {
  return (
    <td className={`${namedCell} before:content-['Withdrawn']`}>
      {withdrawn === null ? (
        <span className="text-muted">{otherwise}</span>
      ) : (
        <Link href={`/activity/${withdrawn.transactionId}`} className="hover:underline">
          {dayText(withdrawn.at)}
        </Link>
      )}
    </td>
  );
}
