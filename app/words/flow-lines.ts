import { formatAmount, parseAmount } from "@/lib/cardano/amount";
import type { Transaction } from "@/lib/contract/transactions";
import type { Worth } from "@/lib/contract/worth";

type Flow = Transaction["flows"][number];

/** Of a line of one asset, in the currency asked for; null for what is not known. */
interface LineWorth {
  readonly then: string | null;
  readonly now: string | null;
  /** What it was worth then may still be found. */
  readonly isLater: boolean;
  /** Which of the two is by a price that cannot be relied on. */
  readonly unreliable: { readonly then: boolean; readonly now: boolean };
}

export interface FlowLine extends Omit<Flow, "netChange" | "credential" | "worth" | "worthNow" | "worthNowClass"> {
  readonly amount: bigint;
  /** Null for what moved between the person's own wallets, and while there is no market. */
  readonly worth: LineWorth | null;
}

const placeOrder = ["wallet", "contract"] as const satisfies readonly Flow["place"][];

/** What a transaction changed, one line per asset and kind of place: the wallet's own first, ADA first, what came in first. */
export function flowLines(flows: readonly Flow[]): FlowLine[] {
  const lines = new Map<string, FlowLine>();
  for (const { netChange, credential: _, worth, worthNow, worthNowClass, ...flow } of flows) {
    const key = `${flow.place} ${flow.unit}`;
    const before = lines.get(key);
    const part = worth == null ? null : lineWorth(worth, worthNow ?? null, worthNowClass === "unreliable");
    const whole = before === undefined ? part : worthOfBoth(before.worth, part);
    lines.set(key, { ...flow, amount: (before?.amount ?? 0n) + BigInt(netChange), worth: whole });
  }
  return [...lines.values()].filter(({ amount }) => amount !== 0n).sort((a, b) => rank(a) - rank(b));
}

const lineWorth = ({ value, reason, priceClass }: Worth, now: string | null, isUnreliable: boolean): LineWorth => ({
  then: value,
  now,
  isLater: reason === "later",
  unreliable: { then: priceClass === "unreliable", now: isUnreliable },
});

function worthOfBoth(one: LineWorth | null, other: LineWorth | null): LineWorth | null {
  if (one === null || other === null) return null;
  return {
    then: sumText(one.then, other.then),
    now: sumText(one.now, other.now),
    isLater: one.isLater || other.isLater,
    unreliable: {
      then: one.unreliable.then || other.unreliable.then,
      now: one.unreliable.now || other.unreliable.now,
    },
  };
}

/** As exact as the answers of the API are. */
const decimals = 6;

function sumText(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return null;
  return formatAmount(parseAmount(one, decimals) + parseAmount(other, decimals), decimals);
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
