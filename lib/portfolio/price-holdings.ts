import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { adaDecimals, formatAmount } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import type { AllHoldings, Holding } from "@/lib/contract/holdings";
import { countsInTotal, type PriceClass } from "@/lib/market/choose-price";
import { priceText, valueText } from "@/lib/market/decimal-text";
import { exactChange, exactProduct, exactSum, type Ratio } from "@/lib/market/exact-sum";
import { closeBefore, type MarketToken } from "@/lib/market/market-token";
import { saleValue } from "@/lib/market/sale-value";
import type { OwnWorth } from "@/lib/portfolio/own-worths";
import type { Rate } from "@/lib/portfolio/rate-at";

/** What things cost when holdings are looked at. */
export interface Prices {
  readonly tokens: ReadonlyMap<Unit, MarketToken>;
  /** What the person says, which counts instead. */
  readonly own: ReadonlyMap<Unit, OwnWorth>;
  /** Null where it is not known. */
  readonly rate: Rate | null;
  readonly nowMs: number;
}

/** What a quantity is worth in lovelace now, and what it was a day before, exactly; null where no price is known. */
interface Worth {
  readonly now: Ratio;
  readonly dayBefore: Ratio | null;
  readonly priceClass: PriceClass | "manual";
}

type Priced = Pick<AllHoldings, "holdings" | "total">;

const lovelacePerAda = 10n ** BigInt(adaDecimals);
/** A lovelace in ADA. */
const onePart = new Fraction(1n, lovelacePerAda);
const minusOne = new Fraction(-1);
const leastSpark = 3;

/** The same holdings with what they are worth, and the total of those whose price can be relied on. Spam is worth nothing here. */
export function priceHoldings(holdings: readonly Holding[], prices: Prices): Priced {
  const worths = holdings.map((holding) => worthOf(holding, prices));
  const inTotal = worths.flatMap((worth) => (worth !== null && countsInTotal(worth.priceClass) ? [worth] : []));
  const counted = holdings.filter(({ spam }) => !spam).length;
  return {
    holdings: holdings.map((holding, at) => priced(holding, worths[at] ?? null, prices)),
    total: {
      value: inCurrency(exactSum(inTotal.map(({ now }) => now)), prices.rate?.now ?? null),
      priced: inTotal.length,
      unpriced: counted - inTotal.length,
      change24h: totalChange(inTotal, prices),
    },
  };
}

export interface MovementValue {
  /** In the currency, with the sign of the movement; null where it is not known. */
  readonly value: string | null;
  readonly priceClass: Holding["priceClass"];
}

/** What a movement of a unit would be worth at these prices, and how far they can be trusted. */
export function movementValue(unit: Unit, quantity: bigint, prices: Prices): MovementValue {
  const size = quantity < 0n ? -quantity : quantity;
  const worth = worthOf({ unit, quantity: size.toString(), spam: false }, prices);
  const now = worth !== null && quantity < 0n ? exactProduct(worth.now, minusOne) : (worth?.now ?? null);
  return { value: inCurrency(now, prices.rate?.now ?? null), priceClass: worth?.priceClass ?? "none" };
}

function worthOf(
  { unit, quantity, spam }: Pick<Holding, "unit" | "quantity" | "spam">,
  { tokens, own, nowMs }: Prices,
): Worth | null {
  const amount = BigInt(quantity);
  if (unit === lovelace) return { now: new Fraction(amount), dayBefore: new Fraction(amount), priceClass: "firm" };
  const token = tokens.get(unit as Unit);
  const said = own.get(unit as Unit);
  if (said !== undefined && !spam) return ownWorth(amount, said);
  if (spam || token?.price == null) return null;
  const { price, depthLovelace } = token.price;
  const worth = (at: string) => saleValue(amount, new Fraction(at), BigInt(depthLovelace));
  const before = closeBefore(token, nowMs);
  return {
    now: worth(price),
    dayBefore: before === null ? null : worth(before),
    priceClass: token.price.class,
  };
}

/** Whoever says what it costs means all of it. */
function ownWorth(amount: bigint, { now, dayBefore }: OwnWorth): Worth | null {
  if (now === null) return null;
  return { now: now.mul(amount), dayBefore: dayBefore?.mul(amount) ?? null, priceClass: "manual" };
}

function priced(holding: Holding, worth: Worth | null, { tokens, own, rate, nowMs }: Prices): Holding {
  const value = inCurrency(worth?.now ?? null, rate?.now ?? null);
  if (holding.unit === lovelace && rate !== null) {
    const change24h = rate.dayBefore === null ? null : changeText(rate.now, rate.dayBefore);
    const source = { priceSource: rate.source, priceClass: "firm", priceAt: rate.at } as const;
    return { ...holding, price: priceText(rate.now), value, change24h, ...source };
  }
  const token = tokens.get(holding.unit as Unit);
  const said = own.get(holding.unit as Unit);
  if (worth === null || rate === null) return holding;
  if (said !== undefined) return { ...holding, value, ...ownPriced(said, holding.decimals, rate) };
  if (token?.price == null) return holding;
  const one = rate.now.mul(10n ** BigInt(holding.decimals ?? 0)).div(lovelacePerAda);
  const before = closeBefore(token, nowMs);
  const { from, at, pools, depthLovelace } = token.price;
  return {
    ...holding,
    price: priceText(new Fraction(token.price.price).mul(one)),
    value,
    change24h:
      before === null || rate.dayBefore === null
        ? null
        : changeText(new Fraction(token.price.price).mul(rate.now), new Fraction(before).mul(rate.dayBefore)),
    spark:
      token.hours.length < leastSpark ? null : token.hours.map(({ close }) => priceText(new Fraction(close).mul(one))),
    priceSource: from.dex,
    priceClass: token.price.class,
    priceAt: at,
    provenance: {
      ...{ pool: from.poolUnit, txHash: from.txHash, height: from.height, pools },
      depthAda: formatAmount(BigInt(depthLovelace), adaDecimals),
    },
  };
}

/** The price that the person said, of one, in the currency. */
function ownPriced({ now, dayBefore, at }: OwnWorth, decimals: number | null, rate: Rate): Partial<Holding> {
  if (now === null) return {};
  const one = rate.now.mul(10n ** BigInt(decimals ?? 0)).div(lovelacePerAda);
  const isKnown = dayBefore !== null && rate.dayBefore !== null;
  return {
    price: priceText(now.mul(one)),
    change24h: isKnown ? changeText(now.mul(rate.now), dayBefore.mul(rate.dayBefore)) : null,
    priceSource: "you",
    priceClass: "manual",
    priceAt: at,
  };
}

/** Lovelace in the currency, as text. */
function inCurrency(worth: Ratio | null, rate: Fraction | null): string | null {
  return worth === null || rate === null ? null : valueText(exactProduct(worth, rate, onePart));
}

function changeText(now: Ratio, before: Ratio): string | null {
  const change = exactChange(before, now);
  return change === null ? null : valueText(change);
}

/** Of what is known on both days: what has no price of the day before changes nothing. */
function totalChange(worths: readonly Worth[], { rate }: Prices): string | null {
  if (rate?.dayBefore == null) return null;
  const known = worths.flatMap(({ now, dayBefore }) => (dayBefore === null ? [] : [{ now, dayBefore }]));
  const before = exactProduct(exactSum(known.map(({ dayBefore }) => dayBefore)), rate.dayBefore);
  return changeText(exactProduct(exactSum(known.map(({ now }) => now)), rate.now), before);
}
