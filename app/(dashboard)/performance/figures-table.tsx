import type { ReactNode } from "react";
import { cn } from "@/app/ui/cn";

interface FiguresRow {
  readonly key: string;
  /** What it is of. */
  readonly name: ReactNode;
  /** One for each figure's name. */
  readonly figures: readonly ReactNode[];
}

interface FiguresTableProps {
  readonly caption: string;
  /** Of what the rows are. */
  readonly of: string;
  readonly names: readonly string[];
  readonly rows: readonly FiguresRow[];
}

/** Figures by row and column; on a narrow screen each figure has its name beside it. */
export function FiguresTable({ caption, of, names, rows }: FiguresTableProps) {
  return (
    <table className="w-full text-sm max-md:block">
      <caption className="sr-only">{caption}</caption>
      <thead className="max-md:sr-only">
        <tr className="text-muted">
          <th scope="col" className="px-5 py-2 text-left font-medium">
            {of}
          </th>
          {names.map((name) => (
            <th key={name} scope="col" className="py-2 pr-5 text-right font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <Row key={row.key} row={row} names={names} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row: { name, figures }, names }: { readonly row: FiguresRow; readonly names: readonly string[] }) {
  return (
    <tr className="border-t border-line align-top max-md:block max-md:px-4 max-md:py-3">
      <th scope="row" className="min-w-0 text-left font-medium max-md:block max-md:pb-1 md:px-5 md:py-2.5">
        {name}
      </th>
      {names.map((figure, at) => (
        <td
          key={figure}
          className={cn(
            "max-md:flex max-md:justify-between max-md:gap-4 max-md:py-0.5",
            "md:py-2.5 md:pr-5 md:text-right",
          )}
        >
          <span className="text-muted md:hidden">{figure}</span>
          <span className="min-w-0 text-right">{figures[at]}</span>
        </td>
      ))}
    </tr>
  );
}
