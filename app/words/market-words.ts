import type { MarketRow, MarketSort } from "@/lib/contract/market";
import type { PriceAnswer } from "@/lib/contract/prices";
import { isSearchable } from "@/lib/contract/search-text";
import { firstParam, type RawParams } from "./activity-filters";
import { moneyPriceText } from "./money-text";
import { countOf } from "./amount-text";

/** What the market page shows one of. */
export const marketTabs = [
  { tab: "hot", text: "Hot" },
  { tab: "gainers", text: "Gainers" },
  { tab: "losers", text: "Losers" },
  { tab: "volume", text: "Volume" },
  { tab: "new", text: "New" },
  { tab: "watched", text: "Watched" },
] as const satisfies readonly { tab: MarketSort | "watched"; text: string }[];
export type MarketTab = (typeof marketTabs)[number]["tab"];

/** What the address of the market page says. */
export interface MarketPlace {
  readonly tab: MarketTab;
  readonly q: string;
  readonly cursor: string | undefined;
}

export function readMarketPlace(params: RawParams): MarketPlace {
  const asked = firstParam(params, "tab");
  const cursor = firstParam(params, "cursor");
  const q = firstParam(params, "q")?.trim().slice(0, 120) ?? "";
  return {
    tab: marketTabs.find(({ tab }) => tab === asked)?.tab ?? "hot",
    q: isSearchable(q) ? q : "",
    cursor: cursor !== undefined && /^[\w-]{1,200}$/.test(cursor) ? cursor : undefined,
  };
}

/** `/market?tab=gainers&q=min`: equal places give equal addresses. */
export function marketPath({ tab, q = "", cursor }: Partial<MarketPlace>): string {
  const params = new URLSearchParams();
  if (tab !== undefined && tab !== "hot") params.set("tab", tab);
  if (q !== "") params.set("q", q);
  if (cursor !== undefined) params.set("cursor", cursor);
  const text = params.toString();
  return text === "" ? "/market" : `/market?${text}`;
}

type PriceClass = MarketRow["class"];

/** How far a price can be trusted. */
export const classWords = {
  firm: { text: "firm", tone: "good", why: "At least 10,000 ADA stand behind this price." },
  thin: { text: "thin", tone: "warn", why: "Between 1,000 and 10,000 ADA stand behind this price: a sale moves it." },
  unreliable: {
    text: "unreliable",
    tone: "bad",
    why: "Less than 1,000 ADA stand behind this price: it counts in no total.",
  },
  manual: { text: "your price", tone: "accent", why: "You set this price. It counts before every other." },
  none: { text: "no price", tone: "neutral", why: "Nobody tells a price." },
} as const satisfies Record<PriceClass, { text: string; tone: string; why: string }>;

/** Behind a value whose price is unreliable. */
export const inNoTotalText = "in no total: too little is traded";

/** Why a token has no price. */
export const noPriceWords = {
  later: "What it costs is being looked up.",
  "none exists": "No pool that we know trades it, so nobody knows what it costs.",
  "switched off": "Prices are switched off on this server.",
} as const satisfies Record<NonNullable<PriceAnswer["reason"]>, string>;

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });

/** An amount of ADA at a glance: `1.2 M ADA`, `812 ADA`. */
export function roundAdaText(ada: string): string {
  const text = compact.format(ada as `${number}`);
  return `${text.replace(/([KMBT])$/, (letter) => `\u00a0${letter === "K" ? "k" : letter}`)}\u00a0ADA`;
}

interface Told {
  readonly short: string;
  readonly priceAda: string;
  readonly poolsCounted: number;
  readonly depthAda: string | null;
  readonly height: number | null;
}

/** Where a price is from: `1 MIN = 0.0271 ADA, median of 3 pools, 1.2 M ADA deep, block 14,481,526`. */
export function priceSentence({ short, priceAda, poolsCounted, depthAda, height }: Told): string {
  return [
    `1 ${short} = ${moneyPriceText(priceAda, "ADA")}`,
    poolsCounted === 1 ? "by one pool" : `median of ${countOf(poolsCounted)} pools`,
    ...(depthAda === null ? [] : [`${roundAdaText(depthAda)} deep`]),
    ...(height === null ? [] : [`block ${countOf(height)}`]),
  ].join(", ");
}

/** `0.3 %` of a share as a decimal. */
export function feeText(share: string): string {
  const format = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 3 });
  return format.format(share as `${number}`).replace("%", "\u00a0%");
}

const digits = /^\d{1,15}(\.\d{1,18})?$/;

/** What is wrong with a price that somebody typed, before it is sent; null where it can go. */
export function ownPriceTrouble(price: string): string | null {
  if (price === "") return "Write what one of it costs.";
  if (price.includes(",")) return "Write the decimals behind a point: 0.0271";
  return digits.test(price) ? null : "Write a number like 0.0271: at most 15 digits before the point and 18 behind it.";
}
