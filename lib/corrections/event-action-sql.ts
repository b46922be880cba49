import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/** The person's word on a leg `e` of a transaction `t`, as `c`. */
export const correctionJoin = Prisma.sql`
  LEFT JOIN event_correction c ON c.wallet_id = e.wallet_id AND c.user_id = e.user_id AND c.tx_hash = t.tx_hash AND c.role = e.role AND c.unit = e.unit
    AND c.incoming = (e.quantity > 0) AND c.order_ref = coalesce(e.order_ref, '') AND c.ordinal = e.ordinal`;

/** What the person says, as `c`, that a leg was and was worth; null where they do not. */
export const saidWord = Prisma.sql`
  CASE WHEN coalesce(c.kind, c.currency) IS NOT NULL
    THEN json_build_object('kind', c.kind, 'value', trim_scale(c.value)::text, 'basis', trim_scale(c.basis)::text, 'currency', c.currency) END`;

/**
 * What a leg `e` of a transaction `t` is called without the person's word on it: where it is of what names the transaction,
 * as that is called by now; what went to another wallet of theirs, or came from one, moved within what is theirs.
 */
export const unsaidAction = Prisma.sql`
  CASE WHEN e.action = t.classified_action AND t.action <> t.classified_action THEN t.action
    WHEN e.action IN ('send', 'receive', 'airdrop') AND EXISTS (
      SELECT 1 FROM wallet w JOIN wallet_address a ON a.wallet_id = w.id AND a.address = e.counterparty
      WHERE w.user_id = e.user_id AND w.id <> e.wallet_id
    ) THEN 'internal_transfer'
    ELSE e.action END`;
