import Fraction from "fraction.js";
import { adaDecimals } from "@/lib/cardano/amount";
import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import type { MarketRow } from "@/lib/contract/market";
import { priceText, valueText } from "@/lib/market/decimal-text";
import { closeBefore, traded24h, type MarketToken } from "@/lib/market/market-token";
import type { MarketFacts } from "@/lib/portfolio/market-facts";
import type { OwnWorth } from "@/lib/portfolio/own-worths";
import type { Rate } from "@/lib/portfolio/rate-at";
import { labelOf } from "@/lib/portfolio/token-name";

const lovelacePerAda = 10n ** BigInt(adaDecimals);
const leastSpark = 3;

/** What the market knows of a token, what the user says that it costs, and by what rate that is told. */
export interface MarketView {
  /** Absent where nothing trades it. */
  readonly token: MarketToken | undefined;
  readonly own: OwnWorth | undefined;
  /** Null where the currency's rate is not known. */
  readonly rate: Rate | null;
  readonly nowMs: number;
  readonly hot: string | null;
  readonly hasGateway: boolean;
}

/** One token of the market as it is listed. */
export function marketRow(facts: MarketFacts, view: MarketView): MarketRow {
  const { unit, picture, spam } = facts;
  const { name, ticker, decimals } = labelOf(unit, facts);
  const { token, nowMs } = view;
  const traded = token === undefined ? null : traded24h(token, nowMs);
  const isThere = picture === "inline" || (picture === "ipfs" && view.hasGateway);
  return {
    unit,
    fingerprint: facts.fingerprint ?? assetFingerprint(unit),
    name,
    ticker,
    decimals,
    logo: isThere && !spam ? `/api/tokens/${unit}/picture` : null,
    described: facts.tokenName !== null || facts.ticker !== null,
    lookAlike: facts.lookAlike,
    ...pricesOf(decimals, view),
    volume24hAda: traded === null ? null : adaText(traded.volumeLovelace),
    trades24h: traded?.trades ?? 0,
    depthAda: token?.price == null ? null : adaText(BigInt(token.price.depthLovelace)),
    hot: view.hot,
    held: BigInt(facts.quantity) > 0n,
    watched: facts.watched,
  };
}

export const adaText = (lovelace: bigint): string => valueText(new Fraction(lovelace, lovelacePerAda));

/** The currency for one of a token, for a lovelace for a smallest part of it. */
export const perOne = (rate: Rate, decimals: number | null): Fraction =>
  rate.now.mul(10n ** BigInt(decimals ?? 0)).div(lovelacePerAda);

type Prices = Pick<MarketRow, "price" | "change24h" | "class" | "priceAt" | "spark">;

const unpriced: Prices = { price: null, change24h: null, class: "none", priceAt: null, spark: null };

function pricesOf(decimals: number | null, { token, own, rate, nowMs }: MarketView): Prices {
  if (rate === null) return unpriced;
  const one = perOne(rate, decimals);
  const spark = token === undefined ? null : sparkOf(token, one);
  if (own !== undefined) {
    if (own.now === null) return unpriced;
    const price = priceText(own.now.mul(one));
    return { price, change24h: changeOf(own.now, own.dayBefore, rate), class: "manual", priceAt: own.at, spark: null };
  }
  if (token?.price == null) return unpriced;
  const { price, class: priceClass, at: priceAt } = token.price;
  const before = closeBefore(token, nowMs);
  const [now, then] = [new Fraction(price), before === null ? null : new Fraction(before)];
  return {
    price: priceText(now.mul(one)),
    change24h: changeOf(now, then, rate),
    class: priceClass,
    priceAt,
    spark,
  };
}

const sparkOf = ({ hours }: MarketToken, one: Fraction) =>
  hours.length < leastSpark ? null : hours.map(({ close }) => priceText(new Fraction(close).mul(one)));

function changeOf(now: Fraction, before: Fraction | null, rate: Rate): string | null {
  if (before === null || rate.dayBefore === null || before.n === 0n) return null;
  return valueText(now.mul(rate.now).div(before.mul(rate.dayBefore)).sub(1));
}
