import type { ReactNode } from "react";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { amountText } from "@/app/words/amount-text";
import { lotsText, matchText, noLotsText, shortTermText } from "@/app/words/tax-words";
import { EventLink } from "./event-link";
import { Gain, Worth } from "./money";
import type { TaxData } from "./tax-data";

interface LotUsesProps {
  readonly disposal: TaxData["disposals"]["disposals"][number];
  readonly currency: AccountingSettings["currency"];
  /** That held when it was sold. */
  readonly method: AccountingSettings["methods"][number]["method"];
  readonly isOpen: boolean;
}

/** What a sale was made of, on demand: lots, or what the rules of the United Kingdom matched it with. */
export function LotUses({ disposal, currency, method, isOpen }: LotUsesProps) {
  const { lots, matches, decimals } = disposal;
  if (lots.length === 0 && matches.length === 0) return <p className="text-xs text-muted">{noLotsText(method)}</p>;
  return (
    <details open={isOpen} className="text-xs">
      <summary className="w-fit rounded-md text-muted hover:text-ink">{lotsText(lots.length, matches.length)}</summary>
      <div className="mt-1 overflow-x-auto rounded-lg bg-raised px-3 py-1.5">
        <UseTable isMatch={matches.length > 0}>
          {matches.map(({ rule, acquired, quantity, costBasis }, index) => (
            <UseRow key={index} head={matchText(rule, acquired)} quantity={amountText(quantity, decimals)}>
              <td className={number}>
                <Worth value={costBasis} currency={currency} />
              </td>
            </UseRow>
          ))}
          {matches.length === 0 &&
            lots.map(({ lotId, acquiredAt, quantity, costBasis, gain, term }, index) => (
              <UseRow
                key={index}
                head={lotId === null ? "The pool" : <EventLink eventId={lotId} at={acquiredAt} />}
                quantity={amountText(quantity, decimals)}
              >
                <td className={number}>
                  <Worth value={costBasis} currency={currency} />
                </td>
                <td className={number}>
                  <Gain value={gain} currency={currency} />
                </td>
                <td className={number}>{shortTermText(term)}</td>
              </UseRow>
            ))}
        </UseTable>
      </div>
    </details>
  );
}

const number = "py-1 pl-4 text-right whitespace-nowrap";

function UseTable({ isMatch, children }: { readonly isMatch: boolean; readonly children: ReactNode }) {
  const columns = isMatch ? ["Amount", "Cost"] : ["Amount", "Cost", "Gain", "Held"];
  return (
    <table className="w-full">
      <caption className="sr-only">{isMatch ? "What this sale was matched with" : "Lots of this sale"}</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 text-left font-medium">
            {isMatch ? "Matched with" : "Bought"}
          </th>
          {columns.map((name) => (
            <th key={name} scope="col" className="py-1 pl-4 text-right font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface UseRowProps {
  readonly head: ReactNode;
  readonly quantity: string;
  readonly children: ReactNode;
}

function UseRow({ head, quantity, children }: UseRowProps) {
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-1 text-left font-normal">
        {head}
      </th>
      <td className={number}>{quantity}</td>
      {children}
    </tr>
  );
}
