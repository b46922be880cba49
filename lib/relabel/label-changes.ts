import { tellWithdrawal } from "@/lib/ledger/withdrawal-words";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import type { StaleRow } from "@/lib/relabel/read-page";

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
