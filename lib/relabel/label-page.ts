import "server-only";
import { WindowClosed } from "@/lib/blockfrost/call-window";
import { tellWithdrawal } from "@/lib/ledger/withdrawal-words";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import type { Page, StaleRow } from "@/lib/relabel/read-page";
import { interpret } from "@/lib/sync/interpret";

/** What the rules of today say of a page, by the same way as a sync; those without an answer keep their labels. */
export async function labelPage({ wallet, entries }: Page): Promise<LedgerRows[]> {
  const labelled: LedgerRows[] = [];
  for (let rest = entries; rest.length > 0;) {
    const { rows, covered } = await interpret(wallet, rest, neverAsks);
    labelled.push(...rows);
    // The one after those covered needs what only the chain could tell.
    rest = rest.slice(covered + 1);
  }
  return labelled;
}

/** The chain is not asked: what is stored has to do. */
const neverAsks = {
  call: () => Promise.reject(new WindowClosed({ reason: "time", retryInMs: 0 })),
};

export interface LabelChange {
  readonly row: StaleRow;
  readonly after: LedgerRows["transaction"];
}

/** Where a person would see another label. */
export function changesOf(rows: readonly StaleRow[], labelled: readonly LedgerRows[]): LabelChange[] {
  const byHash = new Map(labelled.map(({ transaction }) => [transaction.txHash, transaction]));
  return rows.flatMap((row) => {
    const after = byHash.get(row.txHash);
    return after === undefined || isSame(row, after) ? [] : [{ row, after }];
  });
}

function isSame(row: StaleRow, after: LedgerRows["transaction"]): boolean {
  const fields = ["action", "subtype", "direction", "protocol", "counterparty"] as const;
  // What a withdrawal took is told when it is shown, however it was written.
  const summaryOf = ({ summary }: { readonly summary: string }) => tellWithdrawal(summary, []);
  return fields.every((field) => row[field] === after[field]) && summaryOf(row) === summaryOf(after);
}
