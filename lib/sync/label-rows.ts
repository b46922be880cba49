import { Prisma } from "@/lib/generated/prisma/client";
import { legOrdinals } from "@/lib/ledger/leg-ordinals";
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

/** The legs of transactions, each with its transaction's hash. */
export function eventRows(rows: readonly LedgerRows[]) {
  return rows.flatMap(({ transaction, events }) => {
    const ordinals = legOrdinals(events);
    return events.map(({ index, location, orderRef, quantity, ...leg }, i) => ({
      tx_hash: transaction.txHash,
      event_index: index,
      action: leg.action,
      role: leg.role,
      unit: leg.unit,
      quantity: quantity.toString(),
      location,
      // What is left out is null: half of a step's text would be nulls else.
      ...(leg.subtype !== null && { subtype: leg.subtype }),
      ...(leg.protocol !== null && { protocol: leg.protocol }),
      ...(orderRef !== null && { order_ref: orderRef }),
      ...(leg.counterparty !== null && { counterparty: leg.counterparty }),
      ...(ordinals[i] !== 0 && { ordinal: ordinals[i] }),
    }));
  });
}

/** How the statements that write legs read them. */
export const eventRecord = Prisma.raw(
  `e(tx_hash text, event_index int, action text, subtype text, protocol text, role text, unit text, quantity numeric, location text,
    order_ref text, counterparty text, ordinal smallint)`,
);

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
