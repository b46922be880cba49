import Fraction from "fraction.js";
import type { Fiat, quotedFiats } from "@/lib/contract/rates";
import { dayMs, floorTo, hourMs, oldestMs } from "@/lib/rates/instants";

type QuotedFiat = (typeof quotedFiats)[number];

/** The ECB's reference rates of working days. */
export interface FiatTable {
  /** Midnights, ascending. */
  readonly days: readonly number[];
  /** Units for one euro on the day of this index; null where the ECB has none. */
  readonly perEuro: (index: number, currency: QuotedFiat) => Fraction | null;
}

export interface FiatRate {
  /** Units for one US dollar. */
  readonly perUsd: Fraction;
  /** The midnight of the working day. */
  readonly day: number;
  /** Newer ones should have come: no holidays last so long. */
  readonly isOld: boolean;
}

/** The ECB publishes about 16:00 CET. All year long, so that the same instant always has the same rate. */
const publishedAt = 15 * hourMs;
const longestHolidaysMs = 7 * dayMs;

/** The newest day whose rates are out at an instant, were it a working day. */
export function publishedDay(at: number): number {
  return floorTo(dayMs, at - publishedAt);
}

/**
 * US dollars in another currency by the last working day whose rates were out at an instant; null where the tables have none
 * of the 31 days before it. Of two tables that have a day the first counts.
 */
export function fiatRate(currency: Exclude<Fiat, "USD">, at: number, tables: readonly FiatTable[]): FiatRate | null {
  const out = publishedDay(at);
  const found = tables.flatMap((table) => newestRate(currency, out, table) ?? []);
  const [newest] = found.toSorted((a, b) => b.day - a.day);
  return newest === undefined ? null : { ...newest, isOld: out - newest.day > longestHolidaysMs };
}

function newestRate(currency: Exclude<Fiat, "USD">, out: number, { days, perEuro }: FiatTable) {
  for (let index = lastUpTo(out, days); index >= 0; index -= 1) {
    const day = days[index] ?? 0;
    if (out - day > oldestMs) return null;
    const usd = perEuro(index, "USD");
    const other = currency === "EUR" ? new Fraction(1) : perEuro(index, currency);
    if (usd !== null && other !== null) return { day, perUsd: other.div(usd) };
  }
  return null;
}

/** The index of the last day that is not after another; -1 where all are. */
function lastUpTo(out: number, days: readonly number[]): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) <= out) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
