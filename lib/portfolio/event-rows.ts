import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { userDb } from "@/lib/db";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { labelOf, unknownToken } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";

type Row = Omit<TransactionEventView, "decimals" | "ticker" | "name" | "protocolName"> & { readonly unit: Unit };

/** The legs of one of the user's transactions; none where nobody labelled it since legs are kept. */
export async function readEvents(userId: string, transactionId: string): Promise<TransactionEventView[]> {
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT e.event_index AS index, coalesce(c.action, said.action) AS action, e.subtype, e.protocol, e.role, e.unit, e.quantity::text AS quantity,
      CASE WHEN e.location LIKE 'unverified:%' AND NOT EXISTS (
        SELECT 1 FROM wallet_address a WHERE a.wallet_id = e.wallet_id AND a.user_id = e.user_id AND a.verified
      ) THEN 'wallet' ELSE e.location END AS location,
      e.order_ref AS "orderRef", e.counterparty, c.note, c.wallet_id IS NOT NULL AS edited, said.action AS "unsaidAction"
    FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
    CROSS JOIN LATERAL (SELECT CASE WHEN e.action = coalesce(t.classified_action, t.action) THEN t.action ELSE e.action END AS action) said
    LEFT JOIN event_correction c ON c.wallet_id = e.wallet_id AND c.user_id = e.user_id AND c.tx_hash = t.tx_hash AND c.role = e.role AND c.unit = e.unit
      AND c.incoming = (e.quantity > 0) AND c.order_ref = coalesce(e.order_ref, '') AND c.ordinal = e.ordinal
    WHERE e.user_id = ${userId}::uuid AND e.transaction_id = ${transactionId}::uuid ORDER BY e.event_index`;
  const tokens = await readTokenColumns(rows.map(({ unit }) => unit));
  return rows.map(({ unit, protocol, ...row }) => ({
    ...row,
    unit,
    protocol,
    protocolName: protocol === null ? null : protocolName(protocol),
    ...labelOf(unit, tokens.get(unit) ?? unknownToken),
  }));
}
