import type { HistoryInterval } from "@/lib/contract/history";
import { dayMs, floorTo, hourMs, monthOf, nextMonth } from "@/lib/rates/instants";

const weekMs = 7 * dayMs;
/** 1970 began on a Thursday; weeks begin on Mondays. */
const mondayMs = 4 * dayMs;

/** The beginning of the interval that an instant lies in, UTC. */
function beginningOf(interval: HistoryInterval, at: number): number {
  if (interval === "hour") return floorTo(hourMs, at);
  if (interval === "day") return floorTo(dayMs, at);
  return interval === "week" ? floorTo(weekMs, at - mondayMs) + mondayMs : monthOf(at);
}

function nextBeginning(interval: HistoryInterval, at: number): number {
  const beginning = beginningOf(interval, at);
  if (interval === "month") return nextMonth(beginning);
  return beginning + { hour: hourMs, day: dayMs, week: weekMs }[interval];
}

/** Both ends, and each beginning of an interval between them; null where that would be more than `most`. */
export function historyInstants(from: number, to: number, interval: HistoryInterval, most: number): number[] | null {
  const instants = [from];
  for (let at = nextBeginning(interval, from); at < to; at = nextBeginning(interval, at)) {
    instants.push(at);
    if (instants.length >= most) return null;
  }
  return to > from ? [...instants, to] : instants;
}

/** The earliest beginning from which `most` instants reach up to `to`. */
export function earliestFrom(to: number, interval: HistoryInterval, most: number): number {
  let at = beginningOf(interval, to);
  for (let left = most - 2; left > 0; left -= 1) at = beginningOf(interval, at - 1);
  return at;
}
