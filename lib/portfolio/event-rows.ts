import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { hasVerified } from "@/lib/portfolio/place-sql";
import { correctionJoin, unsaidAction } from "@/lib/portfolio/event-action-sql";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { labelOf, unknownToken } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";

type Row = Omit<TransactionEventView, "decimals" | "ticker" | "name" | "protocolName"> & { readonly unit: Unit };

/** The legs of one of the user's transactions; none where nobody labelled it since legs are kept. */
export async function readEvents(userId: string, transactionId: string): Promise<TransactionEventView[]> {
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT e.event_index AS index, coalesce(c.action, said.action) AS action, e.subtype, e.protocol, e.role, e.unit, e.quantity::text AS quantity,
      CASE WHEN e.location LIKE 'unverified:%' AND ${hasVerified(Prisma.sql`e.wallet_id`, Prisma.sql`e.user_id`)} IS NULL THEN 'wallet'
        ELSE e.location END AS location,
      e.order_ref AS "orderRef", e.counterparty, c.note, c.wallet_id IS NOT NULL AS edited, said.action AS "unsaidAction"
    FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
    CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
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
