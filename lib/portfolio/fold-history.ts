import Fraction from "fraction.js";
import { adaDecimals } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { HistoryAnswer } from "@/lib/contract/history";
import { valueText } from "@/lib/market/decimal-text";
import { exactProduct, exactSum, type Ratio } from "@/lib/market/exact-sum";
import { saleValue } from "@/lib/market/sale-value";
import type { Transfer } from "@/lib/portfolio/history-rows";

type Point = HistoryAnswer["points"][number];

interface PriceThen {
  /** Lovelace for one smallest part. */
  readonly price: Ratio;
  /** Null where the person says it, who means all of it. */
  readonly depthLovelace: bigint | null;
  readonly isInTotal: boolean;
}

/** What a unit cost at an instant, in ms since the epoch; null where that is not known. */
export type PriceAt = (unit: Unit, at: number) => PriceThen | null;

/** What a unit's balance was at each instant: the sum of what it changed before. */
export function balancesAt(
  { changes }: { readonly changes: ReadonlyMap<number, bigint> },
  instants: readonly number[],
): bigint[] {
  let balance = 0n;
  return instants.map((_, index) => {
    balance += changes.get(index) ?? 0n;
    return balance;
  });
}

interface Held {
  readonly unit: Unit;
  /** Without pools, then or now, it never had a price. */
  readonly isTraded: boolean;
  readonly balances: readonly bigint[];
}

/** A lovelace in ADA. */
const onePart = new Fraction(1n, 10n ** BigInt(adaDecimals));

/** What was held at each instant, by the prices and the rates of then. As `priceHoldings` has it for one instant. */
export function foldValues(
  instants: readonly number[],
  held: readonly Held[],
  priceAt: PriceAt,
  rates: readonly (Fraction | null)[],
): Omit<Point, "netDeposits">[] {
  return instants.map((at, index) => {
    const worths: Ratio[] = [];
    let [unpriced, missing] = [0, 0];
    // Anybody can send anybody thousands of units.
    for (const { unit, isTraded, balances } of held) {
      const quantity = balances[index] ?? 0n;
      if (quantity === 0n) continue;
      const worth = worthOf(unit, quantity, priceAt(unit, at));
      if (worth !== null) worths.push(worth);
      else unpriced += 1;
      if (worth === null && isTraded) missing += 1;
    }
    const rate = rates[index] ?? null;
    return {
      at: new Date(at).toISOString(),
      value: rate === null ? null : valueText(exactProduct(exactSum(worths), rate, onePart)),
      priced: worths.length,
      unpriced,
      missing,
    };
  });
}

/** In lovelace; null for what counts in no total. */
function worthOf(unit: Unit, quantity: bigint, price: PriceThen | null): Ratio | null {
  if (unit === lovelace) return new Fraction(quantity);
  if (price?.isInTotal !== true) return null;
  if (price.depthLovelace === null) return exactProduct(price.price, new Fraction(quantity));
  return saleValue(quantity, price.price, price.depthLovelace);
}

/**
 * What had come in by each instant, less what had gone out, each day's by what it was worth then.
 *
 * @param days in the order of time
 * @param rates of each of them
 */
export function foldDeposits(
  instants: readonly number[],
  days: readonly Transfer[],
  priceAt: PriceAt,
  rates: readonly (Fraction | null)[],
): (string | null)[] {
  let sum: Ratio | null = new Fraction(0);
  let next = 0;
  return instants.map((instant) => {
    const worths: Ratio[] = [];
    for (let day = days[next]; day !== undefined && day.at < instant; day = days[next]) {
      const worth = transferWorth(day, priceAt);
      const rate = rates[next] ?? null;
      if (worth !== null && rate === null) sum = null;
      else if (worth !== null && rate !== null) worths.push(exactProduct(worth, rate));
      next += 1;
    }
    if (sum !== null) sum = exactSum([sum, exactSum(worths)]);
    return sum === null ? null : valueText(exactProduct(sum, onePart));
  });
}

const minusOne = new Fraction(-1);

/** What went out is worth as much as if it had come in. */
function transferWorth({ unit, quantity, at }: Transfer, priceAt: PriceAt): Ratio | null {
  const moved = BigInt(quantity);
  const size = worthOf(unit, moved < 0n ? -moved : moved, priceAt(unit, at));
  return size === null || moved > 0n ? size : exactProduct(size, minusOne);
}
