import type Fraction from "fraction.js";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { Outcome, Remaining } from "@/lib/accounting/outcome";
import { countedEvents, unvalued, type CountedEvent, type PurposedEvent } from "@/lib/performance/counted-event";

export interface RangeInput {
  /** All there are from the beginning of the history, in the order in which they happened. */
  readonly events: readonly PurposedEvent[];
  /** Milliseconds since 1970: from `from` on, until before `to`. */
  readonly from: number;
  readonly to: number;
  /** For one smallest unit at either end, in the report's currency; null where nobody knows. */
  readonly priceAtStart: (unit: string) => Fraction | null;
  readonly priceAtEnd: (unit: string) => Fraction | null;
  /** By what rules lots are told: `foldEvents` or `foldPeriods`, from the beginning of the history. */
  readonly fold: (events: readonly AccountingEvent[]) => Outcome;
}

/** What stands outside of all sums, and why. */
export interface Unpriced {
  readonly asset: string;
  /** At which ends something was held, and nobody knows what it was worth. */
  readonly noPriceAt: readonly ("start" | "end")[];
  /** Events of the range by which it came, or was sold, and nobody knows for how much. */
  readonly unvaluedEvents: readonly string[];
}

/** The history until the range's two ends, and the events between them, without what is unpriced. */
interface CountedRange {
  readonly events: readonly CountedEvent[];
  readonly before: Outcome;
  readonly after: Outcome;
  readonly unpriced: readonly Unpriced[];
}

/**
 * Folds until both ends, leaving out whole assets until every lot and every event has a value. Folds twice, and twice more as often as
 * something turns out to be held without a price.
 */
export function countRange(input: RangeInput): CountedRange {
  const { from, to, priceAtStart, priceAtEnd, fold } = input;
  const until = input.events.filter(({ event }) => event.at < to);
  const apart = new Map<string, Unpriced>();
  for (;;) {
    setApartUnvalued(until, from, apart);
    const terms = { from, priceAtStart, apart: new Set(apart.keys()) };
    const events = until.flatMap((each) => countedEvents(each, terms));
    const foldThose = (those: readonly CountedEvent[]) => fold(those.map(({ event }) => event));
    const before = foldThose(events.filter(({ event }) => event.at < from));
    const after = foldThose(events);
    const [start, end] = [unpricedOf(before.remaining, priceAtStart), unpricedOf(after.remaining, priceAtEnd)];
    if (start.size + end.size === 0) return { events, before, after, unpriced: [...apart.values()] };
    for (const asset of [...start, ...end]) {
      const noPriceAt = [
        ...(start.has(asset) ? (["start"] as const) : []),
        ...(end.has(asset) ? (["end"] as const) : []),
      ];
      apart.set(asset, { asset, noPriceAt, unvaluedEvents: [] });
    }
  }
}

const unpricedOf = (lots: readonly Remaining[], priceOf: RangeInput["priceAtStart"]): Set<string> =>
  new Set(lots.flatMap(({ asset }) => (priceOf(asset) === null ? [asset] : [])));

/** What stands apart may leave something else without a value, which was carried out of it. */
function setApartUnvalued(events: readonly PurposedEvent[], from: number, apart: Map<string, Unpriced>): void {
  for (;;) {
    const known = new Set(apart.keys());
    for (const each of events)
      if (each.event.at >= from)
        for (const asset of unvalued(each, known)) {
          const { noPriceAt, unvaluedEvents } = apart.get(asset) ?? { noPriceAt: [], unvaluedEvents: [] };
          apart.set(asset, { asset, noPriceAt, unvaluedEvents: [...unvaluedEvents, each.event.id] });
        }
    if (apart.size === known.size) return;
  }
}
