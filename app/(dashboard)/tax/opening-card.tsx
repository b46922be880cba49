import type { OpeningLotView } from "@/lib/contract/opening-lots";
import type { Currency } from "@/lib/contract/rates";
import { Card, CardHead } from "@/app/ui/card";
import { countOf } from "@/app/words/amount-text";
import { moneyText } from "@/app/words/money-text";
import { dayText } from "@/app/words/time-text";
import { Amount } from "./amount";
import { CsvForm, OpeningForm } from "./opening-forms";
import { RemoveEntry } from "./remove-entry";

interface OpeningCardProps {
  readonly lots: readonly OpeningLotView[];
  readonly currency: Currency;
}

/** More are shown once the reader asks for them. */
const shown = 10;

/** Coins that were bought elsewhere, with what they cost: what arrives from there keeps that, and its age. */
export function OpeningCard({ lots, currency }: OpeningCardProps) {
  return (
    <Card id="opening-lots" aria-labelledby="opening-lots-title" className="scroll-mt-20">
      <CardHead
        id="opening-lots-title"
        title="Bought elsewhere"
        aside={lots.length > 0 && <span className="text-sm text-muted">{countOf(lots.length)}</span>}
      />
      <p className="px-4 py-3 text-sm text-muted sm:px-5">
        Coins that you bought at an exchange, or had in a wallet that is not here. They lie elsewhere until something of
        them arrives as your own: say so at that transaction, or whose the address is above. Where all wallets share
        their lots, a sale may use them up before.
      </p>
      {lots.length > 0 && <Lots lots={lots.slice(0, shown)} />}
      {lots.length > shown && (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-4 py-3 text-sm text-accent sm:px-5">
            {countOf(lots.length - shown)} more
          </summary>
          <Lots lots={lots.slice(shown)} />
        </details>
      )}
      <details className="border-t border-line px-4 py-3 sm:px-5">
        <summary className="w-fit cursor-pointer rounded-md text-sm text-accent">Add one</summary>
        <OpeningForm currency={currency} />
      </details>
      <details className="border-t border-line px-4 py-3 sm:px-5">
        <summary className="w-fit cursor-pointer rounded-md text-sm text-accent">Add many as CSV</summary>
        <CsvForm />
      </details>
    </Card>
  );
}

function Lots({ lots }: Pick<OpeningCardProps, "lots">) {
  return (
    <ul aria-label="Coins bought elsewhere" className="divide-y divide-line border-t border-line text-sm">
      {lots.map((lot) => (
        <li key={lot.id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2 sm:px-5">
          <span className="min-w-0">
            <Amount quantity={lot.quantity} asset={lot} /> for {moneyText(costShown(lot.cost), lot.currency)}
            <span className="block text-xs text-muted">
              {dayText(lot.acquiredAt)}
              {lot.note !== null && (
                <>
                  {", "}
                  <bdi className="wrap-anywhere">{lot.note}</bdi>
                </>
              )}
            </span>
          </span>
          <RemoveEntry
            path={`/api/accounting/opening-lots/${lot.id}`}
            action="/forms/opening-lots"
            field={["id", lot.id]}
            label={`Remove what was bought on ${dayText(lot.acquiredAt)}`}
          />
        </li>
      ))}
    </ul>
  );
}

/** As exact as money is shown. */
const costShown = (cost: string): string => cost.replace(/(\.\d{6})\d+$/, "$1");
