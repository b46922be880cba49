import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { adaDecimals } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import type { AllHoldings, Holding } from "@/lib/contract/holdings";
import { countsInTotal } from "@/lib/market/choose-price";
import { priceText, valueText } from "@/lib/market/decimal-text";
import { closeBefore, type MarketToken } from "@/lib/market/market-token";
import { saleValue } from "@/lib/market/sale-value";

/** Units of the currency for an ada, and a day before; with whoever says so and the time of its close, null for ada itself. */
interface Rate {
  readonly now: Fraction;
  readonly dayBefore: Fraction | null;
  readonly at: string | null;
  readonly source: string | null;
}

/** What things cost when holdings are looked at. */
export interface Prices {
  readonly tokens: ReadonlyMap<Unit, MarketToken>;
  /** Null where it is not known. */
  readonly rate: Rate | null;
  readonly nowMs: number;
}

/** What a quantity is worth in lovelace now, and what it was a day before, exactly; null where no price is known. */
interface Worth {
  readonly now: Fraction;
  readonly dayBefore: Fraction | null;
  readonly isInTotal: boolean;
}

type Priced = Pick<AllHoldings, "holdings" | "total">;

const lovelacePerAda = 10n ** BigInt(adaDecimals);
const leastSpark = 3;

/** The same holdings with what they are worth, and the total of those whose price can be relied on. Spam is worth nothing here. */
export function priceHoldings(holdings: readonly Holding[], prices: Prices): Priced {
  const worths = holdings.map((holding) => worthOf(holding, prices));
  const inTotal = worths.filter((worth) => worth?.isInTotal === true);
  const counted = holdings.filter(({ spam }) => !spam).length;
  return {
    holdings: holdings.map((holding, at) => priced(holding, worths[at] ?? null, prices)),
    total: {
      value: inCurrency(sum(inTotal.map((worth) => worth?.now ?? null)), prices.rate?.now ?? null),
      priced: inTotal.length,
      unpriced: counted - inTotal.length,
      change24h: totalChange(
        inTotal.flatMap((worth) => worth ?? []),
        prices,
      ),
    },
  };
}

function worthOf({ unit, quantity, spam }: Holding, { tokens, nowMs }: Prices): Worth | null {
  const amount = BigInt(quantity);
  if (unit === lovelace) return { now: new Fraction(amount), dayBefore: new Fraction(amount), isInTotal: true };
  const token = tokens.get(unit as Unit);
  if (spam || token?.price == null) return null;
  const { price, depthLovelace } = token.price;
  const worth = (at: string) => saleValue(amount, new Fraction(at), BigInt(depthLovelace));
  const before = closeBefore(token, nowMs);
  return {
    now: worth(price),
    dayBefore: before === null ? null : worth(before),
    isInTotal: countsInTotal(token.price.class),
  };
}

function priced(holding: Holding, worth: Worth | null, { tokens, rate, nowMs }: Prices): Holding {
  const value = inCurrency(worth?.now ?? null, rate?.now ?? null);
  if (holding.unit === lovelace && rate !== null) {
    const change24h = rate.dayBefore === null ? null : changeText(rate.now, rate.dayBefore);
    const source = { priceSource: rate.source, priceClass: "firm", priceAt: rate.at } as const;
    return { ...holding, price: priceText(rate.now), value, change24h, ...source };
  }
  const token = tokens.get(holding.unit as Unit);
  if (worth === null || token?.price == null || rate === null) return holding;
  const one = rate.now.mul(10n ** BigInt(holding.decimals ?? 0)).div(lovelacePerAda);
  const before = closeBefore(token, nowMs);
  const { from, at } = token.price;
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
    provenance: { pool: from.poolUnit, txHash: from.txHash, height: from.height },
  };
}

const sum = (parts: readonly (Fraction | null)[]): Fraction =>
  parts.reduce<Fraction>((all, part) => (part === null ? all : all.add(part)), new Fraction(0));

/** Lovelace in the currency, as text. */
function inCurrency(worth: Fraction | null, rate: Fraction | null): string | null {
  return worth === null || rate === null ? null : valueText(worth.mul(rate).div(lovelacePerAda));
}

function changeText(now: Fraction, before: Fraction): string | null {
  return before.n === 0n ? null : valueText(now.div(before).sub(1));
}

/** Of what is known on both days: what has no price of the day before changes nothing. */
function totalChange(worths: readonly Worth[], { rate }: Prices): string | null {
  if (rate?.dayBefore == null) return null;
  const known = worths.filter(({ dayBefore }) => dayBefore !== null);
  const before = sum(known.map(({ dayBefore }) => dayBefore)).mul(rate.dayBefore);
  return changeText(sum(known.map(({ now }) => now)).mul(rate.now), before);
}
