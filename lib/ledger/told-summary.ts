import type { Entry } from "@/lib/ledger/transaction-event";

/** More than these are counted, not told. */
const maxTold = 4;

/** One line for all that a transaction did. */
export function toldSummary(entries: readonly Entry[]): string {
  const told = [...new Set(entries.flatMap(({ summary }) => summary ?? []))];
  const [first, ...more] = told.slice(0, maxTold);
  if (first === undefined) return "Nothing moved";
  const left = told.length - maxTold;
  const rest = more.map((summary) => summary.charAt(0).toLowerCase() + summary.slice(1));
  return [first, ...rest, ...(left > 0 ? [`and ${left} more`] : [])].join("; ");
}
