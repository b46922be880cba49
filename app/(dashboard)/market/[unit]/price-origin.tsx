import { ChevronRight } from "lucide-react";
import type { MarketTokenAnswer } from "@/lib/contract/market";
import { absoluteTime } from "@/app/words/time-text";
import { noPriceWords, priceSentence } from "@/app/words/market-words";
import { LaterRefresh } from "../../later-refresh";
import { PoolsTable } from "./pools-table";

interface PriceOriginProps {
  readonly token: MarketTokenAnswer;
  readonly short: string;
}

/** Where the price is from, in a sentence that opens to the pools and how they make it. */
export function PriceOrigin({ token, short }: PriceOriginProps) {
  const { market, depthAda, priced, pools, decimals } = token;
  const { priceAda, poolsCounted, height } = market;
  if (priceAda === null) {
    return (
      <p className="px-4 py-4 text-muted sm:px-5">
        {noPriceWords[priced.reason ?? "none exists"]}
        {priced.later && <LaterRefresh />}
      </p>
    );
  }
  const of = decimals === null ? `raw unit of ${short}` : short;
  return (
    <details className="group">
      <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 rounded-xl px-4 py-2 sm:px-5 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90" />
        <span className="wrap-anywhere">{priceSentence({ short: of, priceAda, poolsCounted, depthAda, height })}</span>
      </summary>
      <div className="border-t border-line">
        <p className="px-4 py-3 text-sm text-muted sm:px-5">
          Each pool says a price by what it holds. Of those that count, sorted by price, it is the one at which half of
          all their ADA is reached: a small pool moves nothing. Pools of less than 1,000 ADA, and those younger than a
          week, count only where there is no other.
          {token.priceAt !== null && token.class !== "manual" && ` Looked at on ${absoluteTime(token.priceAt)}.`}
        </p>
        <PoolsTable pools={pools} currency={token.currency} />
      </div>
    </details>
  );
}
