import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { PastPrice } from "@/lib/prices/past-price";
import type { Action } from "@/lib/ledger/action";

/** Deeds that give one thing for one other at a price. */
export const tradeActions = ["order_fill", "order_partial", "direct_swap"] as const satisfies readonly Action[];

/** What one trade of a wallet's moved of one unit, over all places: what was placed before and is given now counts once. */
export interface TradedSum {
  readonly action: string;
  readonly orderRef: string | null;
  readonly unit: Unit;
  readonly quantity: bigint;
}

/**
 * What the wallet itself paid or got for units in one transaction, in lovelace for one smallest part, fees and deposits left out:
 * of trades of one token against ADA. A token of two trades at different prices costs what both came to together.
 */
export function ownFills(sums: readonly TradedSum[]): Map<Unit, Fraction> {
  const totals = new Map<Unit, { ada: bigint; quantity: bigint }>();
  for (const sides of exchangesIn(sums)) {
    const ada = sides.find(({ unit }) => unit === lovelace);
    const token = sides.find(({ unit }) => unit !== lovelace);
    if (ada === undefined || token === undefined) continue;
    const total = totals.get(token.unit) ?? { ada: 0n, quantity: 0n };
    totals.set(token.unit, { ada: total.ada + size(ada.quantity), quantity: total.quantity + size(token.quantity) });
  }
  return new Map([...totals].map(([unit, { ada, quantity }]) => [unit, new Fraction(ada, quantity)]));
}

/**
 * What tokens cost that the wallet traded for another token whose price is known, by that price: as sure as it, and from where it
 * is. Of a token of two such trades, by the first.
 */
export function fillsByOther(sums: readonly TradedSum[], priceOf: (unit: Unit) => PastPrice | null) {
  const prices = new Map<Unit, PastPrice>();
  for (const [first, second] of exchangesIn(sums)) {
    for (const [one, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const known = one.unit === lovelace || other.unit === lovelace ? null : priceOf(other.unit);
      if (known === null || prices.has(one.unit)) continue;
      const price = known.price.mul(size(other.quantity)).div(size(one.quantity));
      prices.set(one.unit, { ...known, price, rank: "fill" });
    }
  }
  return prices;
}

/** The two sides of each trade that gives one for one other. */
function exchangesIn(sums: readonly TradedSum[]): (readonly [TradedSum, TradedSum])[] {
  const trades = new Map<string, TradedSum[]>();
  for (const sum of sums) {
    if (sum.quantity === 0n) continue;
    const key = `${sum.action} ${sum.orderRef ?? ""}`;
    trades.set(key, [...(trades.get(key) ?? []), sum]);
  }
  return [...trades.values()].flatMap(([first, second, ...more]) => {
    if (first === undefined || second === undefined || more.length > 0) return [];
    return first.quantity > 0n === second.quantity > 0n ? [] : [[first, second] as const];
  });
}

const size = (quantity: bigint) => (quantity < 0n ? -quantity : quantity);
