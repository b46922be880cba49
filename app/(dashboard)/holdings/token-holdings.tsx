import type { UrlObject } from "node:url";
import { Card, CardHead } from "@/app/ui/card";
import { ShowMore } from "@/app/ui/show-more";
import { countOf } from "@/app/words/amount-text";
import { foldsOf, sumOfValues } from "@/app/words/holding-folds";
import { moneyText } from "@/app/words/money-text";
import { showMoreText } from "@/app/words/shown-rows";
import { sortHoldings } from "@/app/words/sort-holdings";
import { FoldedHoldings } from "./folded-holdings";
import { HoldingsTable, type HoldingsTableProps } from "./holdings-table";

interface TokenHoldingsProps extends Omit<HoldingsTableProps, "title"> {
  /** How many of each list are shown; `more` is the page with more of them. */
  readonly limit: number;
  readonly more: UrlObject;
  /** Nothing is folded away from who searches. */
  readonly open: boolean;
}

/** ADA and tokens: those with a value, and folded below them small ones and those without a price. */
export function TokenHoldings({ holdings, limit, more, open, ...table }: TokenHoldingsProps) {
  const { shown, small, unpriced } = foldsOf(sortHoldings(holdings, table.order));
  const [smallCount, unpricedCount] = [countOf(small.length), countOf(unpriced.length)];
  const longest = Math.max(shown.length, small.length, unpriced.length);
  return (
    <>
      {shown.length > 0 && (
        <Card>
          <CardHead
            title="ADA and tokens"
            aside={<span className="text-sm text-muted">{countOf(shown.length)}</span>}
          />
          <HoldingsTable title="ADA and tokens" holdings={shown.slice(0, limit)} {...table} />
        </Card>
      )}
      <FoldedHoldings
        title="Small values"
        summary={`${smallCount} worth less than ${moneyText("1", table.currency)} each, ${moneyText(sumOfValues(small), table.currency)} together`}
        open={open}
        holdings={small.slice(0, limit)}
        {...table}
      />
      <FoldedHoldings
        title="Without a price"
        summary={`${unpricedCount} without a price, in no total`}
        open={open}
        holdings={unpriced.slice(0, limit)}
        {...table}
      />
      {longest > limit && <ShowMore href={more} text={showMoreText(longest - limit)} />}
    </>
  );
}
