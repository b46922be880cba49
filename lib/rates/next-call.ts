import type { RateKind, RateSource } from "@/lib/contract/rates";
import { ecbTableUntil } from "@/lib/rates/ecb-table-until";
import { publishedDay } from "@/lib/rates/fiat-rate";
import { dayMs, firstMonth, floorTo, hourMs, lengthMs, nextMonth } from "@/lib/rates/instants";
import type { Fill } from "@/lib/rates/unread-sources";
import { sourceFacts } from "@/lib/rates/source-facts";

/** What to ask a source for next: what ends after `from`, up to `to`; of currencies the days after and up to these. */
export interface RateCall {
  readonly kind: RateKind;
  readonly month: number;
  readonly from: number;
  readonly to: number;
}

/** A candle is over this long after its end: the clocks of others, and trades that come late. */
const settleMs = 60_000;
/** Past a month's end, so that a close there proves that none is to come for its last hours. */
const beyondMonthMs = dayMs;

/** What is over of hours or days. */
function overUntil(length: number, now: number): number {
  return floorTo(length, now - settleMs);
}

/**
 * The next call by how far a source was read; null where nothing is due. Currencies first, then days, then the hours of wanted
 * months, newest first; those of the month that goes on only while somebody needs them.
 */
export function nextCall(source: RateSource, fills: readonly Fill[], now: number, isNeeded: boolean): RateCall | null {
  return nextFiats(source, fills, now) ?? nextDays(source, fills, now) ?? nextHours(source, fills, now, isNeeded);
}

function nextDays(source: RateSource, fills: readonly Fill[], now: number): RateCall | null {
  const to = overUntil(dayMs, now);
  const { listedAt, keeps } = sourceFacts[source];
  const oldest = Math.max(listedAt, keeps.day === null ? 0 : to - keeps.day);
  const from = Math.max(oldest, fills.find(({ kind }) => kind === "day")?.until ?? oldest);
  return from < to ? { kind: "day", month: firstMonth, from, to } : null;
}

/** A fill of currencies ends with the midnight of the last day that it has. */
function nextFiats(source: RateSource, fills: readonly Fill[], now: number): RateCall | null {
  if (source !== "frankfurter") return null;
  const until = fills.find(({ kind }) => kind === "fiat")?.until ?? Date.parse(ecbTableUntil);
  const to = lastWorkingDay(publishedDay(now));
  return until < to ? { kind: "fiat", month: firstMonth, from: until, to } : null;
}

function lastWorkingDay(day: number): number {
  const weekday = new Date(day).getUTCDay();
  return day - (weekday === 0 ? 2 : weekday === 6 ? 1 : 0) * dayMs;
}

function nextHours(source: RateSource, fills: readonly Fill[], now: number, isNeeded: boolean): RateCall | null {
  const over = overUntil(hourMs, now);
  const { keeps } = sourceFacts[source];
  const oldest = keeps.hour === null ? 0 : over - keeps.hour;
  const due = fills.filter(({ kind, month, until }) => {
    const goesOn = nextMonth(month) > over;
    return (
      kind === "hour" && until < Math.min(nextMonth(month), over) && (isNeeded || !goesOn) && nextMonth(month) > oldest
    );
  });
  const [newest] = due.toSorted((a, b) => b.month - a.month);
  if (newest === undefined) return null;
  const { month, until } = newest;
  return { kind: "hour", month, from: Math.max(oldest, until), to: Math.min(over, nextMonth(month) + beyondMonthMs) };
}

/** How far a source is read after an answer: up to the newest that came of what was asked; `from` where nothing came. */
export function readUntil({ kind, month, from, to }: RateCall, ends: readonly number[]): number {
  const newest = Math.max(from, ...ends.filter((at) => at <= to));
  return kind === "hour" ? Math.min(newest, nextMonth(month)) : newest;
}

/** Whether an answer without anything new is a fault: what has only just ended may come late, and bank holidays have no rates. */
export function isOverdue({ kind, from, to }: RateCall): boolean {
  return kind !== "fiat" && to - from > 2 * lengthMs[kind];
}
