"use client";
import type { Currency } from "@/lib/contract/rates";
import { exactMoneyText } from "@/app/words/money-text";
import { endLine, lineDecimal, lineText, type IdentityLine } from "@/app/words/performance-identity";
import { SignedMoney } from "../signed-money";

interface IdentityTableProps {
  readonly lines: readonly IdentityLine[];
  readonly end: bigint;
  readonly currency: Currency;
}

/**
 * The sum, line by line. It is no part of the server alone, for there a table may be parted while it streams: without script its last line
 * would stand below all others.
 */
export function IdentityTable({ lines, end, currency }: IdentityTableProps) {
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">What all was worth at the start, what came and went, and at the end</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Line</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {lines.map((line) => (
          <tr key={line.part} className="align-top">
            <LineName {...line} />
            <td className="py-1.5 text-right wrap-anywhere">
              {line.isMoved ? (
                lineText(line, exactMoneyText(lineDecimal(line.change), currency))
              ) : (
                <SignedMoney value={lineDecimal(line.change)} currency={currency} textOf={exactMoneyText} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot className="border-t-2 border-field font-semibold">
        <tr className="align-top">
          <LineName {...endLine} />
          <td className="py-1.5 text-right wrap-anywhere">{exactMoneyText(lineDecimal(end), currency)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function LineName({ name, meaning }: Pick<IdentityLine, "name" | "meaning">) {
  return (
    <th scope="row" className="py-1.5 pr-4 text-left font-[inherit]">
      <details>
        <summary className="w-fit">{name}</summary>
        <p className="mt-1 text-xs font-normal text-muted">{meaning}</p>
      </details>
    </th>
  );
}
