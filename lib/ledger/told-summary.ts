import type { Entry } from "@/lib/ledger/transaction-event";

/** More than the first of these are counted, not told, but for what moved value: of that as many as the second number. */
const maxTold = 4;
const maxMoved = 8;

/** One line for all that a transaction did. */
export function toldSummary(entries: readonly Entry[]): string {
  const all = [...new Set(entries.flatMap(({ summary }) => summary ?? []))];
  const moved = [...new Set(entries.flatMap((entry) => (movesValue(entry) ? (entry.summary ?? []) : [])))];
  const kept = new Set([...all.slice(0, maxTold), ...moved.slice(0, maxMoved)]);
  const told = all.filter((summary) => kept.has(summary));
  const [first, ...more] = told;
  if (first === undefined) return "Nothing moved";
  const left = all.length - told.length;
  const rest = more.map((summary) => summary.charAt(0).toLowerCase() + summary.slice(1));
  return [first, ...rest, ...(left > 0 ? [`and ${left} more`] : [])].join("; ");
}

function movesValue({ legs }: Entry): boolean {
  return legs.some(({ quantity }) => quantity !== 0n);
}
