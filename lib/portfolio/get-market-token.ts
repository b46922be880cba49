import "server-only";
import Fraction from "fraction.js";
import { formatAmount } from "@/lib/cardano/amount";
import { lookUp } from "@/lib/blockfrost/look-up";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace, splitUnit } from "@/lib/cardano/unit";
import { notFound } from "@/lib/contract/app-error";
import type { MarketTokenAnswer, OwnPriceView } from "@/lib/contract/market";
import type { Currency } from "@/lib/contract/rates";
import { env } from "@/lib/env";
import { priceText, valueText } from "@/lib/market/decimal-text";
import { nameTokens } from "@/lib/market/name-tokens";
import { hotScore } from "@/lib/market/hot-score";
import { lookupToken } from "@/lib/market/lookup-token";
import { exactProduct, type Ratio } from "@/lib/market/exact-sum";
import type { MarketToken } from "@/lib/market/market-token";
import { saleValue } from "@/lib/market/sale-value";
import { stableCoins } from "@/lib/market/stable-coins";
import { quotePools, readTokens } from "@/lib/market/token-store";
import { seeViewer } from "@/lib/market/viewers";
import { readMarketFacts, type MarketFacts } from "@/lib/portfolio/market-facts";
import { marketPools } from "@/lib/portfolio/market-pools";
import { marketRow, perOne } from "@/lib/portfolio/market-row";
import { ownTrades } from "@/lib/portfolio/own-trades";
import { ownWorthsOf, type OwnWorth } from "@/lib/portfolio/own-worths";
import { rateAt, type Rate } from "@/lib/portfolio/rate-at";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { getPrice } from "@/lib/prices/get-price";
import { readOwnPrices } from "@/lib/prices/own-prices";
import type { OwnPrice } from "@/lib/prices/own-price";

const ada = { now: new Fraction(1), dayBefore: null, at: null, source: null };

/**
 * A token with everything that its price is made of, and what the user has, did and said of it. Throws `not_found` for ADA, and for
 * one that no pool trades, that the user neither holds nor traded nor watches, and of which nobody here has heard.
 */
export async function getMarketToken(userId: string, unit: Unit, currency: Currency): Promise<MarketTokenAnswer> {
  const parts = splitUnit(unit);
  if (parts === null) throw notFound("token in the market");
  const nowMs = Date.now();
  const [found, known, rate, said, trades, stable] = await Promise.all([
    lookupToken(userId, unit, nowMs),
    readFacts(userId, unit),
    rateAt(currency, null),
    readOwnPrices(userId),
    ownTrades(userId, unit),
    env().MARKET === "off" ? new Map<Unit, MarketToken>() : readTokens([...stableCoins], nowMs),
  ]);
  const token = typeof found === "string" ? undefined : found;
  const facts = token === undefined ? known : await namedFacts(userId, known);
  const ownSaid = said.filter((each) => each.unit === unit);
  const isKnown = token !== undefined || ownSaid.length > 0 || isHeardOf(facts);
  if (!isKnown && trades.length === 0 && found !== "later") throw notFound("token in the market");
  const [priced, worths, names] = await Promise.all([
    getPrice(userId, unit, { currency }, nowMs),
    ownWorthsOf(said, [unit], { currency, rate, asOf: null, nowMs }),
    readTokenColumns(token === undefined ? [] : unitsOf(token)),
    seeViewer(nowMs, { userId, units: facts.watched || facts.quantity !== "0" ? [unit] : [] }),
  ]);
  const own = worths.get(unit);
  const hot = token === undefined ? null : (hotScore(token, nowMs)?.toFixed(4) ?? null);
  const row = marketRow(facts, { token, own, rate, nowMs, hot, hasGateway: env().IPFS_GATEWAY !== undefined });
  const one = rate === null ? null : perOne(rate, row.decimals);
  return {
    ...row,
    ...parts,
    currency,
    asOf: new Date(nowMs).toISOString(),
    priced,
    market: marketSide(token, { one, decimals: row.decimals }),
    pools:
      token === undefined ? [] : marketPools(token, { quotes: quotePools(stable.values(), nowMs), names, one, nowMs }),
    own: ownSide(facts, { token, own, rate, decimals: row.decimals }),
    ownPrices: ownSaid.map(ownPriceView),
    trades,
  };
}

async function readFacts(userId: string, unit: Unit): Promise<MarketFacts> {
  const [facts] = await readMarketFacts(userId, [unit]);
  if (facts === undefined) throw new Error("a unit that was asked for has no facts");
  return facts;
}

/** Without its decimals a price would be one of a raw unit. They are asked for once; the looks name the other tokens. */
async function namedFacts(userId: string, known: MarketFacts): Promise<MarketFacts> {
  if (known.fingerprint !== null) return known;
  await lookUp(userId, [known.unit], (each, window) => nameTokens([each], window));
  return readFacts(userId, known.unit);
}

const isHeardOf = ({ tokenName, ticker, quantity, watched }: MarketFacts) =>
  tokenName !== null || ticker !== null || quantity !== "0" || watched;

const unitsOf = ({ pools }: MarketToken): string[] => [
  ...new Set(pools.flatMap(({ output }) => output.value.map(([unit]) => unit).filter((unit) => unit !== lovelace))),
];

function marketSide(
  token: MarketToken | undefined,
  { one, decimals }: { readonly one: Fraction | null; readonly decimals: number | null },
): MarketTokenAnswer["market"] {
  if (token?.price == null) return { price: null, priceAda: null, poolsCounted: 0, height: null };
  const price = new Fraction(token.price.price);
  return {
    price: one === null ? null : priceText(price.mul(one)),
    priceAda: priceText(price.mul(perOne(ada, decimals))),
    poolsCounted: token.price.pools,
    height: token.price.from.height,
  };
}

interface Holder {
  readonly token: MarketToken | undefined;
  readonly own: OwnWorth | undefined;
  readonly rate: Rate | null;
  readonly decimals: number | null;
}

function ownSide({ quantity, spam }: MarketFacts, { token, own, rate, decimals }: Holder): MarketTokenAnswer["own"] {
  const amount = BigInt(quantity);
  if (amount === 0n) return null;
  const worth = spam ? null : worthOf(amount, token, own);
  return {
    quantity,
    displayQuantity: decimals === null ? null : formatAmount(amount, decimals),
    value: worth === null || rate === null ? null : valueText(exactProduct(worth, perOne(rate, null))),
    spam,
  };
}

/** In lovelace, as holdings have it. */
function worthOf(amount: bigint, token: MarketToken | undefined, own: OwnWorth | undefined): Ratio | null {
  if (own !== undefined) return own.now?.mul(amount) ?? null;
  if (token?.price == null) return null;
  return saleValue(amount, new Fraction(token.price.price), BigInt(token.price.depthLovelace));
}

function ownPriceView({ price, currency, at, isDay }: OwnPrice): OwnPriceView {
  const iso = new Date(at).toISOString();
  return { price, currency, at: isDay ? iso.slice(0, 10) : iso, kind: isDay ? "day" : "from" };
}
