import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { counted, priceIn, readMonths, tellMonths, type CountedPrice, type UnitMonth } from "@/lib/prices/price-months";
import type { Asked } from "@/lib/market/price-point";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import { dayMs, firstMonth, monthOf } from "@/lib/rates/instants";

/** So many are told anew for one answer; of others only what is asked for is looked up. */
const mostMonths = 600;

/**
 * As `readPastPrices`, in the order asked, with what is needed to count by them. Those at the beginning of a UTC day are kept by the
 * month, of ada's whole time up to now, and told anew where something changed. One or two round trips where all are kept.
 */
export async function readCountedPrices(asked: readonly Asked[], nowMs: number): Promise<(CountedPrice | null)[]> {
  const isKept = ({ at }: Asked) => at % dayMs === 0 && at >= firstMonth && at <= nowMs;
  const [kept, others] = await Promise.all([
    readKept(asked.filter(isKept)),
    readDirectly(asked.filter((each) => !isKept(each))),
  ]);
  const [nextKept, nextOther] = [kept.values(), others.values()];
  return asked.map((each) => (isKept(each) ? nextKept : nextOther).next().value ?? null);
}

async function readDirectly(asked: readonly Asked[]): Promise<(CountedPrice | null)[]> {
  if (asked.length === 0) return [];
  const past = await readPastPrices(asked.map(({ unit, at }) => ({ unit, at: new Date(at) })));
  return past.map((each) => each && counted(each));
}

async function readKept(asked: readonly Asked[]): Promise<(CountedPrice | null)[]> {
  if (asked.length === 0) return [];
  const wanted = new Months<true>();
  for (const { unit, at } of asked) wanted.set({ unit, month: monthOf(at) }, true);
  const known = new Months<readonly string[]>();
  for (const each of await readMonths(...wanted.bounds())) known.set(each, each.prices.split(","));
  const missing = wanted.all().filter((each) => known.get(each) === undefined);
  const newest = missing.toSorted((a, b) => b.month - a.month).slice(0, mostMonths);
  for (const each of await tellMonths(newest)) known.set(each, each.prices.split(","));
  const isKnown = ({ unit, at }: Asked) => known.get({ unit, month: monthOf(at) }) !== undefined;
  const others = (await readDirectly(asked.filter((each) => !isKnown(each)))).values();
  return asked.map(({ unit, at }) => {
    const month = monthOf(at);
    const days = known.get({ unit, month });
    return days === undefined ? (others.next().value ?? null) : priceIn(days, month, at);
  });
}

/** By unit and month. */
class Months<T> {
  readonly #of = new Map<Unit, Map<number, T>>();

  get({ unit, month }: UnitMonth): T | undefined {
    return this.#of.get(unit)?.get(month);
  }

  set({ unit, month }: UnitMonth, value: T): void {
    const ofUnit = this.#of.get(unit) ?? new Map<number, T>();
    this.#of.set(unit, ofUnit.set(month, value));
  }

  all(): UnitMonth[] {
    return [...this.#of].flatMap(([unit, ofUnit]) => [...ofUnit.keys()].map((month) => ({ unit, month })));
  }

  /** The units, and the first and the last month. */
  bounds(): [Unit[], number, number] {
    const months = this.all().map(({ month }) => month);
    return [[...this.#of.keys()], Math.min(...months), Math.max(...months)];
  }
}
