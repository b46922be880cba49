import type { AccountingSettings } from "@/lib/contract/accounting";
import { yearStart } from "@/lib/gains/tax-years";

interface Issue {
  readonly field: string;
  readonly reason: string;
}

/** What holds for all years alike. */
const everyYears = [
  "currency",
  "scope",
  "rewardDate",
  "transferFee",
  "standaloneFee",
  "liquidity",
  "airdrop",
  "onShortfall",
  "longTermAfterDays",
  "taxYearStart",
] as const satisfies readonly (keyof AccountingSettings)[];

/** What new settings would change of a year that is closed before and after; none where that is nothing. */
export function changedOfClosed(before: AccountingSettings, after: AccountingSettings, nowMs: number): Issue[] {
  const early = after.closedYears.filter((year) => yearStart(after, year + 1) > nowMs);
  const closed = before.closedYears.filter((year) => after.closedYears.includes(year)).toSorted((a, b) => a - b);
  const last = closed.at(-1);
  const notOver = early.map((year) => ({ field: "closedYears", reason: `${String(year)} is not over yet` }));
  if (last === undefined) return notOver;
  const reason = `${String(last)} is closed, and this would change it: open the year first`;
  const changed = everyYears.filter((name) => before[name] !== after[name]);
  const isOther = methodChanges(before, after).some((year) => year <= last);
  const fields = [...changed, ...(isOther ? ["methods"] : [])];
  return [...notOver, ...fields.map((field) => ({ field, reason }))];
}

/** Years of which another method holds: lots of a closed year come from all years before it, too. */
function methodChanges(before: AccountingSettings, after: AccountingSettings): number[] {
  const methodIn = ({ methods }: AccountingSettings, year: number) =>
    (methods.findLast(({ fromYear }) => fromYear <= year) ?? methods[0])?.method;
  // A method holds until the next one, and the first one for ever before: no other years need be asked.
  const years = [0, ...[before, after].flatMap(({ methods }) => methods.map(({ fromYear }) => fromYear))];
  return years.filter((year) => methodIn(before, year) !== methodIn(after, year));
}
