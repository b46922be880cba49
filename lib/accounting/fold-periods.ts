import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { Book, Settled } from "@/lib/accounting/book";
import { LotBook, type LotBookState } from "@/lib/accounting/lot-book";
import type { Outcome, Remaining } from "@/lib/accounting/outcome";
import type { AccountingRules } from "@/lib/accounting/rules";
import { UkBook, type UkBookState } from "@/lib/accounting/uk-book";

/** From when on which rules hold, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly rules: AccountingRules;
}

/** What a fold goes on from that was put down. */
export interface FoldState {
  /** When the period began that holds. */
  readonly from: number;
  readonly book: unknown;
}

/**
 * What a history comes to: gains, income, what is missing and what is left. Events are in the order in which they happened (those of
 * one time: in a fixed order). Throws InsufficientLots where the rules refuse a shortfall.
 */
export function foldEvents(events: readonly AccountingEvent[], rules: AccountingRules): Outcome {
  return foldPeriods(events, [{ from: 0, rules }]);
}

/** As `foldEvents`, by rules that change with the time. */
export function foldPeriods(events: readonly AccountingEvent[], periods: readonly Period[]): Outcome {
  const fold = new PeriodFold(periods);
  fold.add(events);
  return fold.end();
}

/**
 * The same piece by piece: it may be put down between two events and taken up again. What is left at a period's end is where the
 * next one begins, so that nothing that comes later changes an earlier period, but for pools of the United Kingdom that go on, which
 * look thirty days ahead. Lots that came out of a pool are as old as the change. The first period holds for everything before it, too.
 */
export class PeriodFold {
  private readonly changes: ReturnType<typeof changesOf>;
  private readonly ended: Settled[] = [];
  private current: number;
  private book: Book;

  /**
   * @param periods in the order of time, at least one
   * @param state of a fold by the same periods, as far as it had come
   */
  constructor(periods: readonly Period[], state: FoldState | null = null) {
    this.changes = changesOf(periods);
    this.current = state === null ? 0 : this.changes.findIndex(({ from }) => from === state.from);
    this.book = bookOf(this.period.rules, state?.book);
  }

  add(events: readonly AccountingEvent[]): void {
    for (const event of events) {
      while (event.at >= this.period.until) this.turn();
      this.book.add(event);
    }
  }

  /** What has been settled since this was last asked, whatever comes later. */
  settled(): Settled {
    return joined([...this.ended.splice(0), this.book.settled()]);
  }

  state(): FoldState {
    return { from: this.period.from, book: this.book.state() };
  }

  /** What the rest comes to if nothing comes later, and what is left; the fold is not used any more. */
  end(): Outcome {
    while (this.current < this.changes.length - 1) this.turn();
    const { remaining, ...rest } = this.book.end();
    return { ...joined([...this.ended, rest]), remaining };
  }

  private get period() {
    const period = this.changes[this.current];
    if (period === undefined) throw new RangeError("a fold is taken up by the periods that it was put down by");
    return period;
  }

  private turn(): void {
    const { remaining, ...rest } = this.book.end();
    this.ended.push(rest);
    this.current += 1;
    const { rules, from } = this.period;
    this.book = bookOf(rules);
    for (const left of remaining) this.book.open(openingOf(left, from));
  }
}

const openingOf = (left: Remaining, from: number) => ({ ...left, acquiredAt: left.acquiredAt ?? from });

function bookOf(rules: AccountingRules, state: unknown = null): Book {
  const { method } = rules;
  if (method === "uk-pool") return new UkBook(rules, state as UkBookState | null);
  return new LotBook({ ...rules, method }, state as LotBookState | null);
}

const joined = (parts: readonly Settled[]): Settled => ({
  disposals: parts.flatMap(({ disposals }) => disposals),
  income: parts.flatMap(({ income }) => income),
  shortfalls: parts.flatMap(({ shortfalls }) => shortfalls),
});

/** Periods whose rules are those of the one before go on with it. */
function changesOf(periods: readonly Period[]): (Period & { until: number })[] {
  const changed = periods.filter(({ rules }, n) => {
    const before = periods[n - 1]?.rules;
    return before === undefined || JSON.stringify(before) !== JSON.stringify(rules);
  });
  return changed.map((period, n) => ({ ...period, until: changed[n + 1]?.from ?? Infinity }));
}
