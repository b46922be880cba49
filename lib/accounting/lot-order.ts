import type { Money } from "@/lib/accounting/accounting-event";
import type { Lot } from "@/lib/accounting/holding";
import type { AccountingRules, LotMethod } from "@/lib/accounting/rules";

type Order = (a: Lot, b: Lot) => number;

const oldest: Order = (a, b) => a.acquiredAt - b.acquiredAt || a.order - b.order;

/** What nobody knows the cost of comes last, whichever way. */
function byCost(costOf: (lot: Lot) => Money, sign: 1 | -1): Order {
  return (a, b) => {
    const [costA, costB] = [costOf(a), costOf(b)];
    if (costA === null || costB === null) return Number(costA === null) - Number(costB === null) || oldest(a, b);
    return sign * costA.compare(costB) || oldest(a, b);
  };
}

/** Which of two lots leaves first. Ties: the older one. */
export function lotOrder(method: LotMethod, rankedBy: AccountingRules["rankedBy"]): Order {
  const cost = (lot: Lot) => (rankedBy === "price" ? lot.price : lot.unitCost);
  switch (method) {
    case "fifo":
      return oldest;
    case "lifo":
      return (a, b) => oldest(b, a);
    case "hifo":
      return byCost(cost, -1);
    case "lofo":
      return byCost(cost, 1);
  }
}
