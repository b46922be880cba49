import type { Route } from "next";
import { TextLink } from "@/app/ui/text-link";
import { countOf } from "@/app/words/amount-text";
import { Amount } from "./amount";
import { EventLink } from "./event-link";
import type { TaxData } from "./tax-data";

interface ReviewRowsProps {
  readonly rows: TaxData["reviews"][number]["rows"];
  readonly count: number;
  /** Whether the token's page mends it, beside the transaction's. */
  readonly toToken: boolean;
}

/** The newest of what is to be looked at for one reason. */
export function ReviewRows({ rows, count, toToken }: ReviewRowsProps) {
  return (
    <details className="mt-1 text-sm">
      <summary className="w-fit rounded-md text-muted hover:text-ink">
        {rows.length < count ? `The newest ${countOf(rows.length)}` : "Which ones"}
      </summary>
      <ul className="mt-1 grid gap-x-6 gap-y-0.5 sm:grid-cols-2">
        {rows.map((row, index) => (
          <li key={`${row.eventId} ${index}`} className="flex flex-wrap justify-between gap-x-3">
            <span className="text-muted">
              <EventLink eventId={row.eventId} at={row.at} />
            </span>
            <span>
              <Amount quantity={row.quantity} asset={row} />
              {toToken && row.unit !== "lovelace" && (
                <>
                  {" "}
                  <TextLink href={`/market/${row.unit}#own-price` as Route}>Say a price</TextLink>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
