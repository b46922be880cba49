import type { PriceOrigin } from "@/lib/contract/accounting";
import { rateSourceNames } from "./rate-words";
import { absoluteTime } from "./time-text";

type Rank = NonNullable<PriceOrigin["rank"]>;

const rankWords: Readonly<Record<Rank, string>> = {
  own: "as you said",
  fill: "by your own trade",
  output: "by the pool in that block",
  "at height": "by the pool at that block",
  "day close": "by the pool at the end of the day",
  between: "by the pool before and after",
};

const listed = new Intl.ListFormat("en-GB");

/** Who said what something cost: `by the pool at that block (Minswap V2), ADA by Coinbase and Kraken, close of 3 May 2025, 14:00`. */
export function originText(origin: PriceOrigin | null, isKnown: boolean): string {
  if (!isKnown) return "not known";
  if (origin === null) return "of several events";
  const { rank, priceSource, priceClass, rate } = origin;
  const source = priceSource === null || rank === "own" ? "" : ` (${priceSource})`;
  const isDoubtful = priceClass === "unreliable";
  const said = rank === null ? [] : [`${rankWords[rank]}${source}${isDoubtful ? ", which cannot be relied on" : ""}`];
  const names = rate === null ? "" : listed.format(rate.sources.map((each) => rateSourceNames[each]));
  const close = rate === null ? [] : [`ADA by ${names}, close of ${absoluteTime(rate.at)}`];
  // What was traded for it has a price.
  const traded = priceClass === "none" ? ["by what it was traded for"] : [];
  const parts = [...said, ...traded, ...close];
  return parts.length === 0 ? "in ADA itself" : parts.join(", ");
}
