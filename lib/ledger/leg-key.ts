import type { TransactionEvent } from "@/lib/ledger/transaction-event";

/**
 * What tells a leg from all others of its transaction whichever rules told it: role, unit, sign, order, and among those
 * that share these its place by size. A person's correction knows the leg by it, so that it outlives new labels.
 */
export interface LegKey {
  readonly role: string;
  readonly unit: string;
  readonly incoming: boolean;
  readonly orderRef: string | null;
  readonly ordinal: number;
}

type Leg = Pick<TransactionEvent, "index" | "role" | "unit" | "quantity" | "orderRef">;

/** The ordinal of each leg, in the order of the legs. */
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
