import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { foldEvents } from "@/lib/accounting/fold-events";
import type { Outcome, Remaining } from "@/lib/accounting/outcome";
import type { AccountingRules } from "@/lib/accounting/rules";

/** From when on which rules hold, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly rules: AccountingRules;
}

/**
 * As `foldEvents`, by rules that change with the time: what is left at a period's end is where the next one begins, so that nothing
 * that comes later changes an earlier period, but for pools of the United Kingdom that go on, which look thirty days ahead. Lots that came out of a pool are as old as the change. The first period holds for
 * everything before it, too.
 *
 * @param periods in the order of time, at least one
 */
export function foldPeriods(events: readonly AccountingEvent[], periods: readonly Period[]): Outcome {
  const told: { [K in "disposals" | "income" | "shortfalls"]: Outcome[K][number][] } = {
    disposals: [],
    income: [],
    shortfalls: [],
  };
  let remaining: readonly Remaining[] = [];
  let next = 0;
  for (const { rules, from, until } of changesOf(periods)) {
    const end = events.findIndex(({ at }, index) => index >= next && at >= until);
    const part = events.slice(next, end === -1 ? undefined : end);
    const opening = remaining.map((left) => ({ ...left, acquiredAt: left.acquiredAt ?? from }));
    const outcome = foldEvents(part, rules, opening);
    told.disposals.push(...outcome.disposals);
    told.income.push(...outcome.income);
    told.shortfalls.push(...outcome.shortfalls);
    remaining = outcome.remaining;
    next += part.length;
  }
  return { ...told, remaining };
}

/** Periods whose rules are those of the one before go on with it. */
function changesOf(periods: readonly Period[]): (Period & { until: number })[] {
  const changed = periods.filter(({ rules }, n) => {
    const before = periods[n - 1]?.rules;
    return before === undefined || JSON.stringify(before) !== JSON.stringify(rules);
  });
  return changed.map((period, n) => ({ ...period, until: changed[n + 1]?.from ?? Infinity }));
}
