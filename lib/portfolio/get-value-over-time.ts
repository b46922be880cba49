import "server-only";
import { z } from "zod";
import { derived } from "@/lib/cache/derived";
import type { AllHoldings } from "@/lib/contract/holdings";
import { historyAnswer, historyIntervals, type HistoryAnswer, type HistoryInterval } from "@/lib/contract/history";
import { limits } from "@/lib/contract/limits";
import type { Currency } from "@/lib/contract/rates";
import { changeBetween, type Change } from "@/lib/portfolio/fold-changes";
import { hasRates } from "@/lib/portfolio/has-rates";
import { earliestFrom, historyInstants } from "@/lib/portfolio/history-instants";
import { endingIn, historyPoints } from "@/lib/portfolio/history-points";
import { firstTransactionAt } from "@/lib/portfolio/history-rows";
import { dayMs } from "@/lib/rates/instants";

type Point = HistoryAnswer["points"][number];

/** Since so many days ago. */
const changeDays = { day: 1, week: 7, month: 30, year: 365 } as const;
type Since = keyof typeof changeDays;

interface ValueOverTime {
  /** The last one is of now. */
  readonly points: readonly Point[];
  readonly interval: HistoryInterval;
  readonly changes: Readonly<Record<Since, Change>>;
}

interface Asked {
  readonly walletId: string | null;
  readonly currency: Currency;
  /** Null for all of the time. */
  readonly days: number | null;
}

const point = historyAnswer.shape.points.element;
const valuesSoFar = z.object({
  shown: z.array(point),
  sinces: z.object({ day: point, week: point, month: point, year: point }),
  interval: z.enum(historyIntervals),
});

/** What is read of it, up to now, before it is known what everything is worth now. */
export type ValuesSoFar = z.output<typeof valuesSoFar>;

/** The value up to now, and as it was a day, a week, a month and a year ago; from the cache while that is fresh. */
export function readValues(userId: string, asked: Asked): Promise<ValuesSoFar> {
  const { walletId, currency, days } = asked;
  const name = `values:${walletId ?? "all"}:${String(days)}:${currency}`;
  const read = () => readUntil(userId, asked, Date.now());
  return derived(userId, name, valuesSoFar, read, ({ shown, sinces }) =>
    hasRates([...shown, ...Object.values(sinces)]),
  );
}

/** As `getHistory`, in one reading for both. */
async function readUntil(userId: string, { walletId, currency, days }: Asked, to: number): Promise<ValuesSoFar> {
  const first = days === null ? ((await firstTransactionAt(userId, walletId))?.getTime() ?? to) : to - days * dayMs;
  const interval = intervalOf(to - first);
  const from = Math.max(first, earliestFrom(to, interval, limits.historyPoints));
  const shown = historyInstants(from, to, interval, limits.historyPoints) ?? [];
  const sinces = Object.values(changeDays).map((each) => to - each * dayMs);
  const instants = [...new Set([...shown, ...sinces])].toSorted((a, b) => a - b);
  const read = await historyPoints(userId, walletId, currency, instants);
  const points = new Map(read.map((each, index) => [instants[index], each]));
  const at = (instant: number): Point => {
    const found = points.get(instant);
    if (found === undefined) throw new Error("an instant that was asked for has no point");
    return found;
  };
  const since = (name: Since) => at(to - changeDays[name] * dayMs);
  return {
    shown: shown.map(at),
    sinces: { day: since("day"), week: since("week"), month: since("month"), year: since("year") },
    interval,
  };
}

/** The same up to what everything is worth now, with what changed since each of the times. */
export function valueOverTime(
  { shown, sinces, interval }: ValuesSoFar,
  now: Pick<AllHoldings, "asOf" | "total" | "holdings">,
): ValueOverTime {
  const points = endingIn(shown, now);
  const last = points.at(-1);
  if (last === undefined) throw new Error("values over no time at all");
  const since = (name: Since) => changeBetween(sinces[name], last);
  return {
    points,
    interval,
    changes: { day: since("day"), week: since("week"), month: since("month"), year: since("year") },
  };
}

/** As fine as a screen can show it. */
function intervalOf(ms: number): HistoryInterval {
  if (ms <= 7 * dayMs) return "hour";
  if (ms <= 92 * dayMs) return "day";
  return ms <= 3 * 366 * dayMs ? "week" : "month";
}
