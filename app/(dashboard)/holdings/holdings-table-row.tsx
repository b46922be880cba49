import Link from "next/link";
import type { Holding } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { AssetLogo } from "@/app/ui/asset-logo";
import { Badge } from "@/app/ui/badge";
import { ChainText } from "@/app/ui/chain-text";
import { amountText } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { clipText } from "@/app/words/chain-text";
import { shareOfTotal } from "@/app/words/holding-folds";
import { splitOf, type PlaceSplit } from "@/app/words/holding-places";
import { moneyPriceText, moneyText } from "@/app/words/money-text";
import { placeWords } from "@/app/words/place-words";
import { provenanceText } from "@/app/words/provenance-words";
import { shareText } from "@/app/words/shares";
import { Change } from "../market/change";
import { PriceClass } from "../market/price-class";
import { Spark } from "../market/spark";
import { SpamButton } from "./spam-button";

interface HoldingsTableRowProps {
  readonly holding: Holding;
  readonly places: ReadonlyMap<string, PlaceSplit>;
  readonly currency: Currency;
  readonly total: string | null;
}

const cell = "px-2 py-2.5 text-right align-top";

/** On a narrow screen the amount stands below the name, price and change below the value. */
export function HoldingsTableRow({ holding, places, currency, total }: HoldingsTableRowProps) {
  const { unit, kind, price, change24h, spark } = holding;
  const share = shareOfTotal(holding, total);
  // An ADA is an ADA: a price says nothing.
  const isItself = kind === "ada" && currency === "ADA";
  return (
    <tr className="hover:bg-raised/50">
      <th scope="row" className="min-w-0 py-2.5 pr-2 pl-4 text-left align-top font-normal sm:pl-5">
        <AssetCell holding={holding} places={places} currency={currency} />
      </th>
      <td className={`${cell} max-lg:hidden`}>
        {isItself ? null : price === null ? <Unknown /> : moneyPriceText(price, currency)}
      </td>
      <td className={`${cell} max-lg:hidden`}>{!isItself && <Change share={change24h} />}</td>
      <td className={`${cell} py-1 max-lg:hidden`}>{spark === null ? null : <Spark prices={spark} />}</td>
      <td className={`${cell} wrap-anywhere max-sm:hidden`}>
        <Amount holding={holding} places={places} />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <ValueCell holding={holding} currency={currency} />
        <span className="block text-xs lg:hidden">
          {change24h !== null && !isItself && <Change share={change24h} />}
        </span>
      </td>
      <td className={`${cell} whitespace-nowrap max-sm:hidden`}>
        {share === null ? <Unknown /> : shareText(share, true)}
      </td>
      <td className="py-1 pr-2 text-right align-top sm:pr-4">
        {kind !== "ada" && (
          <SpamButton unit={unit} name={clipText(assetLabel(holding).short, 32)} spam={holding.spam} />
        )}
      </td>
    </tr>
  );
}

function AssetCell({ holding, places, currency }: Omit<HoldingsTableRowProps, "total">) {
  const label = assetLabel(holding);
  const { unit, kind, logo, priceClass } = holding;
  const from = provenanceText(holding, currency);
  return (
    <span className="flex min-w-0 items-start gap-3">
      <AssetLogo unit={unit} label={label.short} logo={logo} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 font-medium">
          <Link
            href={kind === "ada" ? `/activity?unit=${unit}` : `/market/${unit}`}
            prefetch={false}
            title={label.long}
            className="min-w-0 wrap-anywhere hover:underline"
          >
            <ChainText text={label.short} limit={32} />
          </Link>
          {kind === "lp" && <Badge>Liquidity</Badge>}
          <PriceClass of={priceClass} />
        </span>
        <span className="block text-xs wrap-anywhere text-muted sm:hidden">
          <Amount holding={holding} places={places} />
        </span>
        {from !== null && !(kind === "ada" && currency === "ADA") && (
          <details className="text-xs text-muted">
            <summary className="w-fit py-1">Where its price is from</summary>
            <span className="wrap-anywhere">{from}</span>
          </details>
        )}
      </span>
    </span>
  );
}

function Amount({ holding, places }: Pick<HoldingsTableRowProps, "holding" | "places">) {
  const { contract } = splitOf(places, holding.unit);
  return (
    <>
      {amountText(holding.quantity, holding.decimals)}
      {contract > 0n && (
        <span title={placeWords.contract.meaning} className="block text-xs text-muted">
          {amountText(contract, holding.decimals)} {placeWords.contract.name.toLowerCase()}
        </span>
      )}
    </>
  );
}

/** What cannot be relied on stands beside the total, and says so. */
function ValueCell({ holding, currency }: Pick<HoldingsTableRowProps, "holding" | "currency">) {
  const { value, priceClass } = holding;
  if (value === null) return <Unknown />;
  if (priceClass !== "unreliable") return <span className="font-medium">{moneyText(value, currency)}</span>;
  return <span className="text-muted">not in the total: {moneyText(value, currency)}</span>;
}

function Unknown() {
  return (
    <span className="text-muted">
      –<span className="sr-only">not known</span>
    </span>
  );
}
