import type { ReactNode } from "react";
import { cn } from "@/app/ui/cn";

interface RowsTableProps {
  /** For a screen reader; the card's heading says it to everybody else. */
  readonly caption: string;
  /** The first heads the rows, the others are numbers at the right. */
  readonly columns: readonly string[];
  /** Bodies of rows. */
  readonly children: ReactNode;
}

/**
 * A table of money: on a phone each row is a block with the columns' names in it. The roles are said, for a browser takes them from
 * a table that is laid out otherwise.
 */
export function RowsTable({ caption, columns, children }: RowsTableProps) {
  return (
    <table role="table" className="w-full text-sm max-sm:block">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="max-sm:sr-only">
        <tr role="row" className="text-muted">
          {columns.map((name, index) => (
            <th
              key={name}
              role="columnheader"
              scope="col"
              className={cn("px-4 py-2 font-medium sm:px-5", index === 0 ? "text-left" : "text-right")}
            >
              {name}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export function Rows({ children }: { readonly children: ReactNode }) {
  return (
    <tbody role="rowgroup" className="border-t border-line max-sm:block">
      {children}
    </tbody>
  );
}

interface RowProps {
  /** What the row is about. */
  readonly head: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Row({ head, children, className }: RowProps) {
  return (
    <tr role="row" className={cn("break-inside-avoid align-top max-sm:block max-sm:px-4 max-sm:py-3", className)}>
      <th role="rowheader" scope="row" className="text-left font-medium wrap-anywhere max-sm:block sm:px-5 sm:py-2.5">
        {head}
      </th>
      {children}
    </tr>
  );
}

interface CellProps {
  readonly column: string;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Cell({ column, children, className }: CellProps) {
  return (
    <td
      role="cell"
      data-column={column}
      className={cn(
        "max-sm:flex max-sm:justify-between max-sm:gap-4 max-sm:py-0.5 sm:px-5 sm:py-2.5 sm:text-right sm:whitespace-nowrap",
        "before:text-muted max-sm:before:content-[attr(data-column)]",
        className,
      )}
    >
      <span>{children}</span>
    </td>
  );
}
