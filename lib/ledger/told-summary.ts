import type { Entry } from "@/lib/ledger/transaction-event";

/** More than these are counted, not told, but for what moved value: that is told up to the second number. */
const maxTold = 4;
const maxMoved = 8;

/** One line for all that a transaction did. */
export function toldSummary(entries: readonly Entry[]): string {
  const all = [...new Set(entries.flatMap(({ summary }) => summary ?? []))];
  const moved = new Set(entries.flatMap((entry) => (movesValue(entry) ? (entry.summary ?? []) : [])));
  const told = all.filter((summary, place) => place < maxTold || (moved.has(summary) && place < maxMoved));
  const [first, ...more] = told;
  if (first === undefined) return "Nothing moved";
  const left = all.length - told.length;
  const rest = more.map((summary) => summary.charAt(0).toLowerCase() + summary.slice(1));
  return [first, ...rest, ...(left > 0 ? [`and ${left} more`] : [])].join("; ");
}

function movesValue({ legs }: Entry): boolean {
  return legs.some(({ quantity }) => quantity !== 0n);
}
