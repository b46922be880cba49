import { closingColumns, openingColumns } from "@/lib/ledger/order-columns";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import type { LedgerRows } from "@/lib/ledger/to-rows";

/** What the rules say of a transaction, under its column names. */
export function labelColumns({ likeness, ...t }: LedgerRows["transaction"]) {
  return {
    action: t.action,
    subtype: t.subtype,
    direction: t.direction,
    protocol: t.protocol,
    counterparty: t.counterparty,
    summary: t.summary,
    trace: t.trace,
    action_key: likeness.actionKey,
    spam_key: likeness.spamKey,
    scripts: likeness.scripts,
    unasked: likeness.isUnasked,
    bait: likeness.isBait,
    labelled_with: rulesFingerprint,
  };
}

/** The orders that transactions opened and closed, each with its transaction's hash. */
export function orderRows(rows: readonly LedgerRows[]) {
  return {
    openings: rows.flatMap(({ transaction, openings }) =>
      openings.map((opening) => ({ tx_hash: transaction.txHash, ...openingColumns(opening) })),
    ),
    closings: rows.flatMap(({ transaction, closings }) =>
      closings.map((closing) => ({ tx_hash: transaction.txHash, ...closingColumns(closing) })),
    ),
  };
}
