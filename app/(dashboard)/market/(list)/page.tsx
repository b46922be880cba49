import type { Route } from "next";
import { ChartCandlestick, SearchX, Star } from "lucide-react";
import Link from "next/link";
import { AppError } from "@/lib/contract/app-error";
import { marketQuery, type MarketAnswer } from "@/lib/contract/market";
import { listMarket } from "@/lib/portfolio/list-market";
import { buttonLook } from "@/app/ui/button-look";
import { Card } from "@/app/ui/card";
import { EmptyState } from "@/app/ui/empty-state";
import { PageHead } from "@/app/ui/page-head";
import type { RawParams } from "@/app/words/activity-filters";
import { marketPath, readMarketPlace, type MarketPlace } from "@/app/words/market-words";
import { LaterRefresh } from "../../later-refresh";
import { pageCurrency, pageUserId } from "../../page-data";
import { PriceRefresh } from "../../price-refresh";
import { TroubleNotice } from "../../trouble-notice";
import { MarketSearch } from "./market-search";
import { MarketTable } from "./market-table";
import { MarketTabs } from "./market-tabs";

export const metadata = { title: "Market" };

interface MarketProps {
  readonly searchParams: Promise<RawParams>;
}

export default async function MarketPage({ searchParams }: MarketProps) {
  const params = await searchParams;
  const place = readMarketPlace(params);
  const [userId, currency] = [await pageUserId(), await pageCurrency()];
  const market = await orFirstPage(place, (from) => listMarket(userId, queryOf(from, currency)));
  return (
    <>
      <PageHead
        title="Market"
        lead="What pools on the chain trade; nobody checks that a token is what it says"
        actions={<MarketSearch q={place.q} tab={place.tab} />}
      />
      <TroubleNotice params={params} />
      <MarketTabs chosen={place.q === "" || place.tab === "watched" ? place.tab : null} />
      <Tokens market={market} place={place} />
    </>
  );
}

/** An address that was cut or made up begins at the first page. */
async function orFirstPage(place: MarketPlace, list: (from: MarketPlace) => Promise<MarketAnswer>) {
  try {
    return await list(place);
  } catch (error) {
    const isOdd = error instanceof AppError && error.code === "invalid_request" && place.cursor !== undefined;
    if (!isOdd) throw error;
    return list({ ...place, cursor: undefined });
  }
}

function queryOf({ tab, q, cursor }: MarketPlace, currency: string) {
  return marketQuery.parse({
    ...(tab === "watched" ? { watched: "true" } : { sort: tab }),
    ...(q !== "" && { q }),
    ...(cursor !== undefined && { cursor }),
    currency,
  });
}

interface TokensProps {
  readonly market: MarketAnswer;
  readonly place: MarketPlace;
}

function Tokens({ market, place }: TokensProps) {
  const { tokens, nextCursor, currency } = market;
  if (tokens.length === 0) return <NoTokens market={market} place={place} />;
  return (
    <Card>
      {tokens.some(({ held, watched }) => held || watched) && <PriceRefresh />}
      <MarketTable tokens={tokens} currency={currency} />
      {(nextCursor !== null || place.cursor !== undefined) && (
        <nav aria-label="Pages" className="flex justify-center gap-2 border-t border-line p-3">
          {place.cursor !== undefined && (
            <Link className={buttonLook()} href={marketPath({ ...place, cursor: undefined }) as Route}>
              First page
            </Link>
          )}
          {nextCursor !== null && (
            <Link className={buttonLook()} href={marketPath({ ...place, cursor: nextCursor }) as Route}>
              Next page
            </Link>
          )}
        </nav>
      )}
    </Card>
  );
}

function NoTokens({ market: { reason }, place: { tab, q, cursor } }: TokensProps) {
  const { icon, title, text } = emptyWords(reason, tab, q, cursor);
  return (
    <Card>
      <EmptyState icon={icon} title={title} text={text}>
        {reason === "later" && <LaterRefresh />}
        {reason === null && (
          <Link className={buttonLook()} href="/market">
            Show the whole market
          </Link>
        )}
      </EmptyState>
    </Card>
  );
}

function emptyWords(reason: MarketAnswer["reason"], tab: MarketPlace["tab"], q: string, cursor: string | undefined) {
  if (reason === "switched off")
    return {
      icon: ChartCandlestick,
      title: "The market is switched off",
      text: "This server looks at no pools. Your balances are complete without it.",
    };
  if (reason === "later")
    return {
      icon: ChartCandlestick,
      title: "The market is being read",
      text: "All pools of all exchanges are gone through for the first time. This page fills by itself.",
    };
  if (q !== "")
    return {
      icon: SearchX,
      title: "No token matches",
      text: "Search by name, by ticker, or by the beginning of a policy id. What no pool trades is not in the market.",
    };
  if (tab === "watched")
    return {
      icon: Star,
      title: "You watch no token yet",
      text: "Press the star of a token, and it stands here whether you hold it or not.",
    };
  if (cursor !== undefined)
    return { icon: ChartCandlestick, title: "That was all", text: "There are no more tokens in this order." };
  return {
    icon: ChartCandlestick,
    title: "Nothing moved in this order",
    text: "Nothing fits at the moment. Other orders have more.",
  };
}
