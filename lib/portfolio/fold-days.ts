import type { Unit } from "@/lib/cardano/brand";
import type { HistoryDay } from "@/lib/sync/history-days";
import type { PartChange, Transfer } from "@/lib/portfolio/history-rows";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** Days in which instants lie that are not their beginning: what came before them is no sum of whole days. */
export function partialDays(instants: readonly number[]): number[] {
  return [...new Set(instants.filter((at) => at % dayMs !== 0).map((at) => floorTo(dayMs, at)))];
}

/**
 * By how much each unit's balance changed up to each of the instants since the one before.
 *
 * @param days whole ones; partial ones and what lies after the last instant are passed over
 * @param parts of the partial ones
 * @param instants in their order
 */
export function foldChanges(
  days: readonly HistoryDay[],
  parts: readonly PartChange[],
  instants: readonly number[],
): Map<Unit, Map<number, bigint>> {
  const sums = new Map<Unit, Map<number, bigint>>();
  const add = (unit: Unit, part: number, change: string) => {
    const ofUnit = sums.get(unit) ?? new Map<number, bigint>();
    sums.set(unit, ofUnit.set(part, (ofUnit.get(part) ?? 0n) + BigInt(change)));
  };
  const partial = new Set(partialDays(instants));
  for (const { day, changes } of days) {
    const part = partOf(day, instants);
    if (partial.has(day) || part === instants.length) continue;
    for (const [unit = "", change = "0"] of fieldsIn(changes)) add(unit as Unit, part, change);
  }
  for (const { unit, part, change } of parts) add(unit, part, change);
  return sums;
}

/** The transfers of whole days before an instant, all wallets' of a day together, and others; in the order of time. */
export function foldTransfers(
  days: readonly HistoryDay[],
  others: readonly Transfer[],
  { end, isOfOne }: { readonly end: number; readonly isOfOne: boolean },
): Transfer[] {
  const before = days.filter(({ day }) => day < floorTo(dayMs, end));
  const sums = new Map<string, { unit: Unit; at: number; quantity: bigint }>();
  for (const { day, transfers } of before)
    for (const [unit = "", at = "", quantity = "0", isWithin] of fieldsIn(transfers)) {
      if (isWithin === "t" && !isOfOne) continue;
      const key = `${unit} ${String(day)}`;
      const sum = sums.get(key);
      const last = Math.max(sum?.at ?? 0, Number(at));
      sums.set(key, { unit: unit as Unit, at: last, quantity: (sum?.quantity ?? 0n) + BigInt(quantity) });
    }
  return [...[...sums.values()].map((sum) => ({ ...sum, quantity: sum.quantity.toString() })), ...others]
    .filter(({ quantity }) => quantity !== "0")
    .toSorted((a, b) => a.at - b.at || (a.unit < b.unit ? -1 : 1));
}

const fieldsIn = (text: string): string[][] => (text === "" ? [] : text.split(",").map((each) => each.split(" ")));

/** How many of the instants come before a time or with it. */
function partOf(at: number, instants: readonly number[]): number {
  const next = instants.findIndex((instant) => instant > at);
  return next < 0 ? instants.length : next;
}
