import { ChevronRight } from "lucide-react";
import { Card } from "@/app/ui/card";
import { HoldingsTable, type HoldingsTableProps } from "./holdings-table";

interface FoldedHoldingsProps extends HoldingsTableProps {
  /** What the fold says of them. */
  readonly summary: string;
  readonly open: boolean;
}

/** Holdings that few look for, in a fold that says how many they are. */
export function FoldedHoldings({ summary, open, ...table }: FoldedHoldingsProps) {
  if (table.holdings.length === 0) return null;
  return (
    <Card>
      <details className="group" open={open}>
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 rounded-xl px-4 py-2 font-semibold sm:px-5 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90" />
          {summary}
        </summary>
        <div className="border-t border-line">
          <HoldingsTable {...table} />
        </div>
      </details>
    </Card>
  );
}
