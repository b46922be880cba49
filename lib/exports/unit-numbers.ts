import { lovelace } from "@/lib/cardano/unit";

/** A number for each token of a person's, from 1: once given, it stays, so that a later export calls it the same. */
export type UnitNumbers = ReadonlyMap<string, number>;

/** The same with those units that have none yet, in the order in which they are given: that of their first appearance. */
export function extendNumbers(numbers: UnitNumbers, units: Iterable<string>): Map<string, number> {
  const all = new Map(numbers);
  let last = [...numbers.values()].reduce((most, number) => Math.max(most, number), 0);
  for (const unit of units) if (unit !== lovelace && !all.has(unit)) all.set(unit, (last += 1));
  return all;
}
