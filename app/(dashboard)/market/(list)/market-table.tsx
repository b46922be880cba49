import Link from "next/link";
import type { MarketRow } from "@/lib/contract/market";
import type { Currency } from "@/lib/contract/rates";
import { AssetLogo } from "@/app/ui/asset-logo";
import { Badge } from "@/app/ui/badge";
import { countOf } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { clipText, shortHash } from "@/app/words/chain-text";
import { roundAdaText } from "@/app/words/market-words";
import { moneyPriceText } from "@/app/words/money-text";
import { Change } from "../change";
import { PriceClass } from "../price-class";
import { Spark } from "../spark";
import { WatchButton } from "../watch-button";

interface MarketTableProps {
  readonly tokens: readonly MarketRow[];
  readonly currency: Currency;
}

const wide = "hidden px-3 py-2 text-right lg:table-cell";

/** Tokens of the market, one a row; on a narrow screen volume and trades stand below the name. */
export function MarketTable({ tokens, currency }: MarketTableProps) {
  return (
    <table className="w-full table-fixed text-sm lg:table-auto">
      <thead className="border-b border-line text-muted">
        <tr>
          <th scope="col" className="w-11 py-2 pl-2">
            <span className="sr-only">Watch</span>
          </th>
          <th scope="col" className="py-2 text-left font-medium">
            Token
          </th>
          <th scope="col" className="w-32 py-2 pr-4 text-right font-medium lg:w-auto lg:px-3">
            Price
          </th>
          <th scope="col" className={`${wide} font-medium`}>
            24 h
          </th>
          <th scope="col" className={`${wide} font-medium`} title="At least: trades between two looks are seen as one">
            Volume, 24 h
          </th>
          <th scope="col" className={`${wide} font-medium`} title="At least: trades between two looks are seen as one">
            Trades
          </th>
          <th scope="col" className={`${wide} font-medium`}>
            Depth
          </th>
          <th scope="col" className={`${wide} pr-5 font-medium`}>
            Last day
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {tokens.map((token) => (
          <MarketTableRow key={token.unit} token={token} currency={currency} />
        ))}
      </tbody>
    </table>
  );
}

function MarketTableRow({ token, currency }: { readonly token: MarketRow; readonly currency: Currency }) {
  const label = assetLabel(token);
  const { unit, price, change24h, volume24hAda, trades24h, depthAda, spark, watched } = token;
  return (
    <tr className="relative hover:bg-raised/50">
      <td className="py-2 pl-2">
        <WatchButton unit={unit} name={clipText(label.short, 40)} watched={watched} />
      </td>
      <th scope="row" className="min-w-0 py-2 text-left font-normal">
        <TokenCell token={token} />
      </th>
      <td className="py-2 pr-4 text-right align-middle lg:px-3">
        <span className="block font-medium">
          {price === null ? <span className="text-muted">no price</span> : moneyPriceText(price, currency)}
        </span>
        <span className="block lg:hidden">
          <Change share={change24h} />
        </span>
        {price !== null && token.decimals === null && <span className="block text-xs text-muted">a raw unit</span>}
        <PriceClass of={token.class} />
      </td>
      <td className={wide}>
        <Change share={change24h} />
      </td>
      <td className={wide}>{volume24hAda === null ? "–" : roundAdaText(volume24hAda)}</td>
      <td className={wide}>{countOf(trades24h)}</td>
      <td className={wide}>{depthAda === null ? "–" : roundAdaText(depthAda)}</td>
      <td className={`${wide} pr-5`}>
        <Spark prices={spark} />
      </td>
    </tr>
  );
}

function TokenCell({ token }: { readonly token: MarketRow }) {
  const label = assetLabel(token);
  const { unit, logo, lookAlike, held, fingerprint, volume24hAda, trades24h } = token;
  return (
    <span className="flex min-w-0 items-center gap-3 pr-2">
      <AssetLogo unit={unit} label={label.short} logo={logo} />
      <span className="min-w-0">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/market/${unit}`}
            prefetch={false}
            className="truncate font-medium after:absolute after:inset-0"
            title={label.long}
          >
            <bdi>{clipText(label.short, 40)}</bdi>
          </Link>
          {held && <Badge tone="accent">held</Badge>}
          {lookAlike && (
            <Badge tone="warn" title="A token with a deeper market carries the same name. Compare the policy id.">
              look-alike
            </Badge>
          )}
        </span>
        <span className="block truncate text-xs text-muted" translate="no" title={unit}>
          {fingerprint === null ? shortHash(unit) : shortHash(fingerprint, 9, 4)}
        </span>
        <span className="block text-xs text-muted lg:hidden">
          {volume24hAda === null
            ? ""
            : `${roundAdaText(volume24hAda)}, ${countOf(trades24h)} ${trades24h === 1 ? "trade" : "trades"}`}
        </span>
      </span>
    </span>
  );
}
