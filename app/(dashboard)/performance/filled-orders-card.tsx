import { ArrowRightLeft } from "lucide-react";
import type { ExecutionRow, ExecutionSumsAnswer } from "@/lib/contract/execution-sums";
import { Card, CardHead } from "@/app/ui/card";
import { cn } from "@/app/ui/cn";
import { EmptyState } from "@/app/ui/empty-state";
import { countOf } from "@/app/words/amount-text";
import { countedFills, filledFigures } from "@/app/words/filled-orders-words";
import { dayText } from "@/app/words/time-text";

interface FilledOrdersCardProps {
  readonly sums: ExecutionSumsAnswer;
}

/** How well orders were carried out, by protocol and in total. */
export function FilledOrdersCard({ sums: { total, byProtocol, since } }: FilledOrdersCardProps) {
  return (
    <Card>
      <CardHead
        title="How well your orders were filled"
        aside={
          <span className="text-right text-sm text-muted">
            {since === null ? "Of all time" : `Newest, since ${dayText(since)}`}
          </span>
        }
      />
      {total.fills === 0 ? (
        <EmptyState
          icon={ArrowRightLeft}
          title="No order was filled yet"
          text="Once an exchange has filled an order of yours, what it cost and how long it took is summed up here."
        />
      ) : (
        <>
          <FilledTable total={total} byProtocol={byProtocol} />
          <p className="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">
            {[...countedFills(total), ...(since === null ? [] : [`Those before ${dayText(since)} are not read.`])].join(
              " ",
            )}
          </p>
        </>
      )}
    </Card>
  );
}

function FilledTable({ total, byProtocol }: Pick<ExecutionSumsAnswer, "total" | "byProtocol">) {
  return (
    <table className="w-full text-sm max-lg:block">
      <caption className="sr-only">
        Filled orders by protocol: amounts in ADA, shares of what the pools’ prices came to
      </caption>
      <thead className="max-lg:sr-only">
        <tr className="text-muted">
          <th scope="col" className="px-5 py-2 text-left font-medium">
            Exchange
          </th>
          {filledFigures(total).map(({ name, meaning }) => (
            <th key={name} scope="col" className="py-2 pr-5 text-right align-bottom font-medium" title={meaning}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {byProtocol.map((row) => (
          <FilledRow key={row.protocol} name={row.protocolName} row={row} />
        ))}
        {byProtocol.length > 1 && <FilledRow name="All" row={total} isTotal />}
      </tbody>
    </table>
  );
}

interface FilledRowProps {
  readonly name: string;
  readonly row: ExecutionRow;
  readonly isTotal?: boolean;
}

/** On a narrow screen each figure has its name beside it. */
function FilledRow({ name, row, isTotal = false }: FilledRowProps) {
  return (
    <tr className={cn("border-t border-line align-top max-lg:block max-lg:px-4 max-lg:py-3", isTotal && "font-medium")}>
      <th scope="row" className="text-left font-medium max-lg:block lg:px-5 lg:py-2.5">
        {name}
        <span className="block text-xs font-normal text-muted">{fillsText(row)}</span>
      </th>
      {filledFigures(row).map(({ name: figure, amount, share }) => (
        <td
          key={figure}
          className="max-lg:flex max-lg:justify-between max-lg:gap-4 max-lg:py-0.5 lg:py-2.5 lg:pr-5 lg:text-right"
        >
          <span className="text-muted lg:hidden">{figure}</span>
          <span className="whitespace-nowrap">
            {amount}
            {share !== null && (
              <>
                {" "}
                <span className="text-xs text-muted lg:block">{share}</span>
              </>
            )}
          </span>
        </td>
      ))}
    </tr>
  );
}

function fillsText({ fills, judged }: ExecutionRow): string {
  const counted = `${countOf(fills)} ${fills === 1 ? "fill" : "fills"}`;
  return judged === fills ? counted : `${counted}, ${countOf(judged)} counted`;
}
