import type { TxHash } from "@/lib/cardano/brand";
import type { StepRows } from "@/lib/sync/commit-step";
import type { History, HistoryEntry } from "@/lib/sync/fetch-history";
import type { Interpreted } from "@/lib/sync/interpret";
import { transactionsPerCommit } from "@/lib/sync/plan";
import { stepRows } from "@/lib/sync/step-rows";

/** What of a step one statement commits: the same as a smaller step would have. */
export interface StepPart {
  readonly rows: StepRows;
  /** In chain order. */
  readonly entries: readonly HistoryEntry[];
}

/** A large step in parts of bounded size. The last one has what was fetched beyond what is covered. */
export function stepParts(
  history: Pick<History, "entries" | "ahead">,
  interpreted: Interpreted,
): { readonly earlier: readonly StepPart[]; readonly last: StepPart } {
  const { covered } = interpreted;
  const earlier: StepPart[] = [];
  let from = 0;
  for (; covered - from > transactionsPerCommit; from += transactionsPerCommit) {
    const entries = history.entries.slice(from, from + transactionsPerCommit);
    earlier.push({ entries, rows: stepRows({ entries, ahead: [] }, partOf(interpreted, entries, false)) });
  }
  const rest = history.entries.slice(from);
  const entries = rest.slice(0, covered - from);
  const rows = stepRows({ entries: rest, ahead: history.ahead }, partOf(interpreted, entries, true));
  return { earlier, last: { entries, rows } };
}

/** A key goes with the part that reaches the height at which it was shown. */
function partOf(interpreted: Interpreted, entries: readonly HistoryEntry[], isLast: boolean): Interpreted {
  const hashes = new Set<TxHash>(entries.map(({ listed }) => listed.hash));
  const heights = new Set(entries.map(({ listed }) => listed.height));
  return {
    ...interpreted,
    rows: interpreted.rows.filter(({ transaction }) => hashes.has(transaction.txHash)),
    verifiedKeys: new Map([...interpreted.verifiedKeys].filter(([, height]) => heights.has(height))),
    asked: interpreted.asked.filter(({ hash }) => isLast || hashes.has(hash)),
    covered: entries.length,
  };
}
