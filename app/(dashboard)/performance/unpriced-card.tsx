import type { UrlObject } from "node:url";
import type { PerformanceAnswer } from "@/lib/contract/performance";
import { Card, CardHead } from "@/app/ui/card";
import { ShowMore } from "@/app/ui/show-more";
import { countOf } from "@/app/words/amount-text";
import { unpricedWhy } from "@/app/words/performance-words";
import { showMoreText } from "@/app/words/shown-rows";
import { AssetLink } from "./asset-link";

interface UnpricedCardProps {
  readonly unpriced: PerformanceAnswer["unpriced"];
  readonly limit: number;
  /** The same page with more rows. */
  readonly more: UrlObject;
}

/** What is in none of the sums, and why. */
export function UnpricedCard({ unpriced, limit, more }: UnpricedCardProps) {
  if (unpriced.length === 0) return null;
  return (
    <Card id="outside" className="scroll-mt-20">
      <CardHead
        title="Outside of all sums"
        aside={<span className="text-sm text-muted">{countOf(unpriced.length)}</span>}
      />
      <p className="px-4 py-3 text-sm text-muted sm:px-5">
        What nobody knows the worth of is left out of every figure of this page, not counted as nothing. On the page of
        a token you can say what it costs.
      </p>
      <table className="w-full text-sm">
        <caption className="sr-only">Assets that are in none of the sums, and why</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Asset</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {unpriced.slice(0, limit).map((asset) => (
            <tr key={asset.unit} className="border-t border-line align-top max-sm:block max-sm:px-4 max-sm:py-2.5">
              <th scope="row" className="text-left font-medium max-sm:block sm:w-1/3 sm:px-5 sm:py-2.5">
                <AssetLink asset={asset} />
              </th>
              <td className="text-muted max-sm:block sm:py-2.5 sm:pr-5">{unpricedWhy(asset).join(" ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {unpriced.length > limit && <ShowMore href={more} text={showMoreText(unpriced.length - limit)} />}
    </Card>
  );
}
