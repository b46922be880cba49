import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import { eventRecord, eventRows, labelColumns, orderRows } from "@/lib/sync/label-rows";
import { flowRows, valueColumns } from "@/lib/sync/step-rows";

/** Rows of one wallet that are stored, as they are told now. */
export interface ToldAgain {
  readonly userId: string;
  readonly walletId: string;
  readonly rows: readonly LedgerRows[];
}

/**
 * Parts of a statement that tell stored transactions again: value, label, legs and orders; what a person said stays beside
 * them, and `action` is left to whoever brings it in line. Nothing is written where the part `gate` has no row.
 */
export function toldAgain({ userId, walletId, rows }: ToldAgain): Prisma.Sql {
  const data = JSON.stringify({
    transactions: rows.map(({ transaction }) => ({
      tx_hash: transaction.txHash,
      ...valueColumns(transaction),
      ...labelColumns(transaction),
    })),
    flows: rows.flatMap(flowRows),
    events: eventRows(rows),
    ...orderRows(rows),
  });
  return Prisma.sql`input AS (SELECT ${data}::jsonb AS d),
    -- Apart from the change, which would take all of d along for each row.
    label AS MATERIALIZED (
      SELECT n.* FROM input, jsonb_to_recordset(d -> 'transactions') AS n(tx_hash text, net_lovelace numeric, fee numeric, deposit numeric, withdrawal numeric,
        shared boolean, action text, subtype text, direction text, protocol text, counterparty text, summary text, trace jsonb, action_key text, spam_key text, scripts text[], unasked boolean, bait boolean, labelled_with text)
    ),
    labelled AS (
      UPDATE transaction t SET net_lovelace = n.net_lovelace, fee = n.fee, deposit = n.deposit, withdrawal = n.withdrawal, shared = n.shared, classified_action = n.action, subtype = n.subtype, direction = n.direction, protocol = n.protocol,
        counterparty = n.counterparty, summary = n.summary, trace = n.trace, action_key = n.action_key, spam_key = n.spam_key,
        scripts = n.scripts, unasked = n.unasked, bait = n.bait, labelled_with = n.labelled_with
      FROM gate, label n
      WHERE t.user_id = ${userId}::uuid AND t.wallet_id = ${walletId}::uuid AND t.tx_hash = n.tx_hash
      RETURNING t.id, t.user_id, t.wallet_id, t.tx_hash
    ),
    moved AS (
      SELECT t.user_id, t.wallet_id, t.id, f.*
      FROM input, jsonb_to_recordset(d -> 'flows') AS f(tx_hash text, unit text, place text, credential text, net_change numeric)
      JOIN labelled t ON t.tx_hash = f.tx_hash
    ),
    no_flows AS (
      DELETE FROM asset_flow f USING labelled t WHERE f.transaction_id = t.id
        AND NOT EXISTS (SELECT 1 FROM moved n WHERE n.id = t.id AND n.unit = f.unit AND n.place = f.place AND n.credential = f.credential)
    ),
    flows AS (
      INSERT INTO asset_flow AS f (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
      SELECT user_id, wallet_id, id, unit, place, credential, net_change FROM moved
      ON CONFLICT (transaction_id, unit, place, credential) DO UPDATE SET net_change = excluded.net_change WHERE f.net_change <> excluded.net_change
    ),
    told AS (
      SELECT t.user_id, t.wallet_id, t.id, e.*
      FROM input, jsonb_to_recordset(d -> 'events') AS ${eventRecord}
      JOIN labelled t ON t.tx_hash = e.tx_hash
    ),
    no_events AS (
      DELETE FROM transaction_event e USING labelled t WHERE e.transaction_id = t.id AND NOT EXISTS (SELECT 1 FROM told n WHERE n.id = t.id AND n.event_index = e.event_index)
    ),
    events AS (
      INSERT INTO transaction_event (user_id, wallet_id, transaction_id, event_index, action, subtype, protocol, role, unit, quantity, location, order_ref, counterparty, ordinal)
      SELECT user_id, wallet_id, id, event_index, action, subtype, protocol, role, unit, quantity, location, order_ref, counterparty, coalesce(ordinal, 0) FROM told
      ON CONFLICT (transaction_id, event_index) DO UPDATE SET action = excluded.action, subtype = excluded.subtype, protocol = excluded.protocol,
        role = excluded.role, unit = excluded.unit, quantity = excluded.quantity, location = excluded.location, order_ref = excluded.order_ref,
        counterparty = excluded.counterparty, ordinal = excluded.ordinal
    ),
    opened AS (
      SELECT t.user_id, t.wallet_id, t.id, o.*
      FROM input, jsonb_to_recordset(d -> 'openings') AS o(tx_hash text, ref text, protocol text, kind text, credential text, own_stake boolean, locked jsonb, offered jsonb, wanted jsonb)
      JOIN labelled t ON t.tx_hash = o.tx_hash
    ),
    closed AS (
      SELECT t.user_id, t.wallet_id, t.id, c.*
      FROM input, jsonb_to_recordset(d -> 'closings') AS c(tx_hash text, ref text, protocol text, kind text, outcome text, gave jsonb, got jsonb, batcher_fee numeric,
        deposit_returned numeric, continued_as text)
      JOIN labelled t ON t.tx_hash = c.tx_hash
    ),
    no_openings AS (
      DELETE FROM order_opening o USING labelled t WHERE o.transaction_id = t.id AND NOT EXISTS (SELECT 1 FROM opened n WHERE n.id = t.id AND n.ref = o.ref)
    ),
    no_closings AS (
      DELETE FROM order_closing c USING labelled t WHERE c.transaction_id = t.id AND NOT EXISTS (SELECT 1 FROM closed n WHERE n.id = t.id AND n.ref = c.ref)
    ),
    openings AS (
      INSERT INTO order_opening (user_id, wallet_id, transaction_id, ref, protocol, kind, credential, own_stake, locked, offered, wanted)
      SELECT user_id, wallet_id, id, ref, protocol, kind, credential, own_stake, locked, offered, wanted FROM opened
      ON CONFLICT (transaction_id, ref) DO UPDATE SET protocol = excluded.protocol, kind = excluded.kind, credential = excluded.credential,
        own_stake = excluded.own_stake, locked = excluded.locked, offered = excluded.offered, wanted = excluded.wanted
    ),
    closings AS (
      INSERT INTO order_closing (user_id, wallet_id, transaction_id, ref, protocol, kind, outcome, gave, got, batcher_fee, deposit_returned, continued_as)
      SELECT user_id, wallet_id, id, ref, protocol, kind, outcome, gave, got, batcher_fee, deposit_returned, continued_as FROM closed
      ON CONFLICT (transaction_id, ref) DO UPDATE SET protocol = excluded.protocol, kind = excluded.kind, outcome = excluded.outcome, gave = excluded.gave,
        got = excluded.got, batcher_fee = excluded.batcher_fee, deposit_returned = excluded.deposit_returned, continued_as = excluded.continued_as
    )`;
}
