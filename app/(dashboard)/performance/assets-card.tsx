import type { UrlObject } from "node:url";
import type { PerformanceAnswer } from "@/lib/contract/performance";
import { Card, CardHead } from "@/app/ui/card";
import { ShowMore } from "@/app/ui/show-more";
import { countOf } from "@/app/words/amount-text";
import { moneyText } from "@/app/words/money-text";
import { assetRows } from "@/app/words/performance-rows";
import { showMoreText } from "@/app/words/shown-rows";
import { SignedMoney } from "../signed-money";
import { AssetLink } from "./asset-link";
import { FiguresTable } from "./figures-table";

type ByAsset = PerformanceAnswer["byAsset"][number];

interface AssetsCardProps {
  readonly answer: PerformanceAnswer;
  readonly limit: number;
  /** The same page with more rows. */
  readonly more: UrlObject;
}

/** What each asset brought; those of which little is to be said are folded. */
export function AssetsCard({ answer: { byAsset, currency }, limit, more }: AssetsCardProps) {
  const { shown, small } = assetRows(byAsset);
  if (byAsset.length === 0) return null;
  const left = Math.max(0, shown.length - limit) + Math.max(0, small.length - limit);
  return (
    <Card>
      <CardHead title="By asset" aside={<span className="text-sm text-muted">{countOf(byAsset.length)}</span>} />
      {shown.length > 0 && (
        <Assets caption="What each asset brought, the largest first" rows={shown.slice(0, limit)} currency={currency} />
      )}
      {small.length > 0 && (
        <details className="border-t border-line" open={shown.length === 0}>
          <summary className="px-4 py-3 text-sm font-medium sm:px-5">
            {small.length === 1 ? "1 small one" : `${countOf(small.length)} small ones`}, each about less than{" "}
            {moneyText("1", currency)}
          </summary>
          <Assets caption="What each small asset brought" rows={small.slice(0, limit)} currency={currency} />
        </details>
      )}
      {left > 0 && <ShowMore href={more} text={showMoreText(left)} />}
    </Card>
  );
}

const names = ["Realised", "Unrealised", "Income", "Fees", "End value"];

interface AssetsProps {
  readonly caption: string;
  readonly rows: readonly ByAsset[];
  readonly currency: PerformanceAnswer["currency"];
}

function Assets({ caption, rows, currency }: AssetsProps) {
  return (
    <FiguresTable
      caption={caption}
      of="Asset"
      names={names}
      rows={rows.map((row) => ({
        key: row.unit,
        name: <AssetLink asset={row} />,
        figures: [
          <SignedMoney key="realised" value={row.realised} currency={currency} />,
          <SignedMoney key="unrealised" value={row.unrealised} currency={currency} />,
          moneyText(row.income, currency),
          moneyText(row.fees, currency),
          moneyText(row.endValue, currency),
        ],
      }))}
    />
  );
}
