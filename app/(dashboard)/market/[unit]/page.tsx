import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import type { CandlesAnswer, MarketTokenAnswer } from "@/lib/contract/market";
import { newestCandles } from "@/lib/portfolio/get-candles";
import { getMarketToken } from "@/lib/portfolio/get-market-token";
import { AssetLogo } from "@/app/ui/asset-logo";
import { Card, CardHead } from "@/app/ui/card";
import { CopyButton } from "@/app/ui/copy-button";
import { Fact } from "@/app/ui/fact";
import { Hash } from "@/app/ui/hash";
import { Notice } from "@/app/ui/notice";
import { PageHead } from "@/app/ui/page-head";
import type { RawParams } from "@/app/words/activity-filters";
import { countOf } from "@/app/words/amount-text";
import { assetLabel } from "@/app/words/asset-label";
import { candlesOfRange } from "@/app/words/candle-words";
import { readRange, type ChartRange } from "@/app/words/chart-ranges";
import { clipText } from "@/app/words/chain-text";
import { classWords, roundAdaText } from "@/app/words/market-words";
import { moneyPriceText } from "@/app/words/money-text";
import { orNotFound, pageCurrency, pageUserId } from "../../page-data";
import { PriceRefresh } from "../../price-refresh";
import { TroubleNotice } from "../../trouble-notice";
import { Change } from "../change";
import { PriceClass } from "../price-class";
import { WatchButton } from "../watch-button";
import { OwnCard } from "./own-card";
import { OwnPriceForm } from "./own-price-form";
import { PriceChart } from "./price-chart";
import { PriceOrigin } from "./price-origin";

interface TokenProps {
  readonly params: Promise<{ unit: string }>;
  readonly searchParams: Promise<RawParams>;
}

/** Read once for the page and its title; the not-found page for a token that nobody knows, and for what is none. */
const pageToken = cache(async (unit: string): Promise<MarketTokenAnswer> => {
  const userId = await pageUserId();
  if (!isUnit(unit)) notFound();
  return orNotFound(getMarketToken(userId, unit, await pageCurrency()));
});

/** What the chart is drawn of; null for what is no token, of which the page says so. */
async function pageCandles(unit: string, range: ChartRange): Promise<CandlesAnswer | null> {
  if (!isUnit(unit) || unit === lovelace) return null;
  const { interval, count } = candlesOfRange[range];
  return newestCandles(unit, { interval, currency: await pageCurrency() }, count);
}

export async function generateMetadata({ params }: TokenProps): Promise<Metadata> {
  return { title: clipText(assetLabel(await pageToken((await params).unit)).short, 40) };
}

export default async function TokenPage({ params, searchParams }: TokenProps) {
  const [{ unit: wanted }, asked] = await Promise.all([params, searchParams]);
  const range = readRange(asked, "24h");
  const [token, candles] = await Promise.all([pageToken(wanted), pageCandles(wanted, range)]);
  const { unit, currency, lookAlike, watched, decimals, ownPrices } = token;
  const label = assetLabel(token);
  const short = clipText(label.short, 40);
  return (
    <>
      {(watched || token.own !== null) && <PriceRefresh />}
      <PageHead
        title={
          <span className="flex items-center gap-3">
            <AssetLogo unit={unit} label={label.short} logo={token.logo} />
            <bdi className="min-w-0">{short}</bdi>
          </span>
        }
        lead={<bdi>{clipText(label.long, 100)}</bdi>}
        actions={<WatchButton unit={unit} name={short} watched={watched} />}
      />
      {lookAlike && (
        <Notice tone="warn" title="Another token of this name has a deeper market" className="mb-4">
          Anybody can give a token any name. Compare the policy id below with the one that its project tells.
        </Notice>
      )}
      <div className="space-y-5">
        <PriceHead token={token} />
        <Card>
          <h2 className="sr-only">Where the price is from</h2>
          <PriceOrigin token={token} short={short} />
        </Card>
        {candles !== null && <PriceChart answer={candles} range={range} />}
        <div className="grid gap-5 lg:grid-cols-2">
          <OwnCard token={token} short={short} />
          <Facts token={token} />
        </div>
        <Card id="own-price">
          <CardHead title="My own price" />
          <TroubleNotice params={asked} className="m-4 mb-0" />
          <OwnPriceForm
            unit={unit}
            one={decimals === null ? `raw unit of ${short}` : short}
            currency={currency}
            said={ownPrices}
          />
        </Card>
      </div>
    </>
  );
}

function PriceHead({ token }: { readonly token: MarketTokenAnswer }) {
  const { price, currency, change24h, decimals, market, volume24hAda, trades24h, depthAda } = token;
  const isOwn = token.class === "manual";
  return (
    <Card className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 p-4 sm:p-5">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="text-3xl font-semibold tracking-tight wrap-anywhere">
            {price === null ? "No price" : moneyPriceText(price, currency)}
          </span>
          {change24h !== null && (
            <span className="text-sm text-muted">
              <Change share={change24h} /> in 24 h
            </span>
          )}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-muted">
          <PriceClass of={token.class} always />
          <span>
            {price !== null && decimals === null && "Of one raw unit: its decimals are not known. "}
            {classWords[token.class].why}
          </span>
          {isOwn && market.price !== null && <span>Its pools say {moneyPriceText(market.price, currency)}.</span>}
        </p>
      </div>
      {depthAda !== null && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
          <Figure name="Volume, 24 h" text={volume24hAda === null ? "not known" : roundAdaText(volume24hAda)} />
          <Figure name="Trades, 24 h" text={`${countOf(trades24h)} at least`} />
          <Figure name="Depth" text={roundAdaText(depthAda)} />
        </dl>
      )}
    </Card>
  );
}

function Figure({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{text}</dd>
    </div>
  );
}

function Facts({ token }: { readonly token: MarketTokenAnswer }) {
  const { policyId, fingerprint, unit, decimals, described } = token;
  return (
    <Card>
      <CardHead title="Which token this is" />
      <dl className="divide-y divide-line px-4 py-2 sm:px-5">
        <Fact name="Policy id">
          <span className="flex items-center justify-end">
            <Hash value={policyId} />
            <CopyButton text={policyId} what="policy id" />
          </span>
        </Fact>
        {fingerprint !== null && (
          <Fact name="Fingerprint">
            <span className="flex items-center justify-end">
              <Hash value={fingerprint} />
              <CopyButton text={fingerprint} what="fingerprint" />
            </span>
          </Fact>
        )}
        <Fact name="Unit">
          <span className="flex items-center justify-end">
            <Hash value={unit} />
            <CopyButton text={unit} what="unit" />
          </span>
        </Fact>
        <Fact name="Decimals">{decimals ?? "not known: prices are of one raw unit"}</Fact>
        <Fact name="Name">
          {described ? "as its registry entry or its minter says" : "from its asset name; no registry entry was read"}
        </Fact>
      </dl>
    </Card>
  );
}
