import type { AccountingAnswer, AccountingSettings } from "@/lib/contract/accounting";
import { dayBefore } from "./calendar-day";
import { dayText } from "./time-text";

/** `2025`; `2025/26` where the tax year does not begin with the calendar's. */
export function taxYearName({ taxYearStart }: Pick<AccountingSettings, "taxYearStart">, year: number): string {
  return taxYearStart === "01-01" ? String(year) : `${year}/${String(year + 1).slice(-2)}`;
}

/** `6 April 2025 to 5 April 2026`; both days are in it. */
export function taxYearSpan({ from, until }: Pick<AccountingAnswer, "from" | "until">): string {
  return from === null || until === null
    ? "From the first transaction to the last"
    : `${dayText(from)} to ${dayText(dayBefore(until))}`;
}

/** Years to choose from, the newest first: those in which something happened, those that were closed, and this one. */
export function taxYearChoices(
  { years, settings: { closedYears } }: Pick<AccountingAnswer, "years" | "settings">,
  thisYear: number,
): number[] {
  return [...new Set([thisYear, ...years, ...closedYears])].toSorted((a, b) => b - a);
}
