import type { TransactionEvent } from "@/lib/ledger/transaction-event";

type Leg = Pick<TransactionEvent, "index" | "role" | "unit" | "quantity" | "orderRef">;

/**
 * The ordinal of each leg, in the order of the legs: its place by size among those that share role, unit, sign and order.
 * These five tell a leg from all others of its transaction whichever rules told it: a person's correction knows the leg by
 * them, so that it outlives new labels.
 */
export function legOrdinals(legs: readonly Leg[]): number[] {
  const taken = new Map<string, number>();
  const ordinals = new Map<Leg, number>();
  for (const leg of legs.toSorted(bySize)) {
    const key = [leg.role, leg.unit, leg.quantity > 0n, leg.orderRef].join("/");
    const ordinal = taken.get(key) ?? 0;
    taken.set(key, ordinal + 1);
    ordinals.set(leg, ordinal);
  }
  return legs.map((leg) => ordinals.get(leg) ?? 0);
}

function bySize(a: Leg, b: Leg): number {
  const [one, two] = [size(a), size(b)];
  return one === two ? a.index - b.index : one > two ? -1 : 1;
}

function size({ quantity }: Leg): bigint {
  return quantity < 0n ? -quantity : quantity;
}
