import type { Transaction } from "@/lib/contract/transactions";

type Flow = Transaction["flows"][number];

export interface FlowLine extends Omit<Flow, "netChange" | "credential"> {
  readonly amount: bigint;
}

const placeOrder = ["wallet", "contract"] as const satisfies readonly Flow["place"][];

/** What a transaction changed, one line per asset and kind of place: the wallet's own first, ADA first, what came in first. */
export function flowLines(flows: readonly Flow[]): FlowLine[] {
  const lines = new Map<string, FlowLine>();
  for (const { netChange, credential: _, ...flow } of flows) {
    const key = `${flow.place} ${flow.unit}`;
    lines.set(key, { ...flow, amount: (lines.get(key)?.amount ?? 0n) + BigInt(netChange) });
  }
  return [...lines.values()].filter(({ amount }) => amount !== 0n).sort((a, b) => rank(a) - rank(b));
}

function rank({ place, unit, amount }: FlowLine): number {
  return placeOrder.indexOf(place) * 4 + (unit === "lovelace" ? 0 : 2) + (amount > 0n ? 0 : 1);
}

interface DayGroup<T> {
  readonly day: string;
  readonly items: readonly T[];
}

/** Neighbours of one UTC day together, in the order given. */
export function groupByDay<T extends { readonly timestamp: string }>(items: readonly T[]): DayGroup<T>[] {
  const groups: { day: string; items: T[] }[] = [];
  for (const item of items) {
    const day = item.timestamp.slice(0, 10);
    const last = groups.at(-1);
    if (last?.day === day) last.items.push(item);
    else groups.push({ day, items: [item] });
  }
  return groups;
}
