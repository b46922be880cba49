import type { Currency } from "@/lib/contract/rates";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { readValues } from "@/lib/portfolio/get-value-over-time";
import { Card, CardHead } from "@/app/ui/card";
import { pageUserId } from "../page-data";
import { ValueChart } from "../value-chart";

interface ValueOverTimeCardProps {
  readonly walletId: string | null;
  readonly currency: Currency;
  /** Null for all of the time. */
  readonly days: number | null;
  /** Of the range, as `1 May 2026 to 3 May 2026`. */
  readonly name: string;
  /** Whether something stands outside of the page's sums, and may be in the chart. */
  readonly hasOthers: boolean;
}

/** The overview's chart, of a range that ends now. */
export async function ValueOverTimeCard({ walletId, currency, days, name, hasOthers }: ValueOverTimeCardProps) {
  const userId = await pageUserId();
  const values = readValues(userId, { walletId, currency, days });
  // Where the holdings fail first, nobody is left to hear that this did, too.
  values.catch(() => undefined);
  const holdings = await getHoldings(userId, { ...(walletId !== null && { wallet: walletId }), currency });
  return (
    <Card>
      <CardHead title="Value over time" />
      <div className="p-4 sm:p-5">
        <ValueChart holdings={holdings} values={values} currency={currency} name={name} />
        <p className="mt-2 text-xs text-muted">
          {hasOthers && "The chart has all that had a price at each moment, also what stands outside of the sums. "}
          Rewards that are not withdrawn and deposits are in the sums, and not in the chart.
        </p>
      </div>
    </Card>
  );
}
