import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { notFound } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { correctionJoin, saidWord, unsaidAction } from "@/lib/corrections/event-action-sql";
import { readTokenColumns } from "@/lib/portfolio/read-token-columns";
import { labelOf, unknownToken } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";

type Row = Omit<TransactionEventView, "decimals" | "ticker" | "name" | "protocolName"> & { readonly unit: Unit };

export interface TransactionEvents {
  /** The first ones, up to the limit. */
  readonly events: readonly TransactionEventView[];
  readonly count: number;
}

/** The legs of one of the user's transactions; none where nobody labelled it since legs are kept. */
export async function readEvents(userId: string, transactionId: string): Promise<TransactionEvents> {
  const first = Prisma.sql`ORDER BY e.event_index LIMIT ${limits.transactionEvents}`;
  const [events, count] = await Promise.all([
    readLegs(userId, transactionId, first),
    userDb(userId).transactionEvent.count({ where: { userId, transactionId } }),
  ]);
  return { events, count };
}

/** One leg, however many there are. */
export async function readEvent(userId: string, transactionId: string, index: number): Promise<TransactionEventView> {
  const [event] = await readLegs(userId, transactionId, Prisma.sql`AND e.event_index = ${index}::int`);
  if (event === undefined) throw notFound("event");
  return event;
}

async function readLegs(userId: string, transactionId: string, which: Prisma.Sql): Promise<TransactionEventView[]> {
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT e.event_index AS index, coalesce(c.action, said.action) AS action, e.subtype, e.protocol, e.role, e.unit, e.quantity::text AS quantity,
      CASE WHEN e.location LIKE 'unverified:%' THEN 'wallet' ELSE e.location END AS location,
      e.order_ref AS "orderRef", e.counterparty, c.note, ${saidWord} AS word, coalesce(c.action, c.note, c.kind, c.currency) IS NOT NULL AS edited, said.action AS "unsaidAction"
    FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
    CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
    WHERE e.user_id = ${userId}::uuid AND e.transaction_id = ${transactionId}::uuid ${which}`;
  const tokens = await readTokenColumns(rows.map(({ unit }) => unit));
  return rows.map(({ unit, protocol, ...row }) => ({
    ...row,
    unit,
    protocol,
    protocolName: protocol === null ? null : protocolName(protocol),
    ...labelOf(unit, tokens.get(unit) ?? unknownToken),
  }));
}
