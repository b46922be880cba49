import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { LedgerRows } from "@/lib/ledger/to-rows";
import type { LabelChange } from "@/lib/relabel/label-page";
import type { Page } from "@/lib/relabel/read-page";
import type { RelabelRow } from "@/lib/relabel/relabel-store";
import { eventRecord, eventRows, labelColumns, orderRows } from "@/lib/sync/label-rows";

/**
 * Notes what would change on a page, in one statement with the step to the next page. False where another delivery of the
 * same message has been faster: then nothing was written.
 */
export async function commitCheck(run: RelabelRow, page: Page, changes: readonly LabelChange[], skipped: number) {
  const noted = changes.map(({ row, after }) => ({
    id: row.id,
    before: { action: row.action, protocol: row.protocol, summary: row.summary },
    after: { action: after.action, protocol: after.protocol, summary: after.summary },
  }));
  const written = await userDb(run.userId).$queryRaw<{ id: string }[]>`
    WITH ${stepOn(run, page, skipped)},
    noted AS (
      INSERT INTO relabel_change (user_id, wallet_id, relabel_id, transaction_id, before, after)
      SELECT t.user_id, t.wallet_id, run.id, t.id, c.before, c.after
      FROM run, jsonb_to_recordset(${JSON.stringify(noted)}::jsonb) AS c(id uuid, before jsonb, after jsonb)
      JOIN transaction t ON t.id = c.id AND t.user_id = ${run.userId}::uuid
      ON CONFLICT (relabel_id, transaction_id) DO NOTHING
    )
    SELECT id FROM run`;
  return written.length > 0;
}

/** Writes the new labels of a page and the orders that go with them; what a person said stays beside them. As `commitCheck`. */
export async function commitLabels(run: RelabelRow, page: Page, labelled: readonly LedgerRows[], skipped: number) {
  const data = JSON.stringify({
    transactions: labelled.map(({ transaction }) => ({ tx_hash: transaction.txHash, ...labelColumns(transaction) })),
    events: eventRows(labelled, knownKeys(page, labelled)),
    ...orderRows(labelled),
  });
  const written = await userDb(run.userId).$queryRaw<{ id: string }[]>`
    WITH input AS (SELECT ${data}::jsonb AS d),
    ${stepOn(run, page, skipped)},
    -- Apart from the change, which would take all of d along for each row.
    label AS MATERIALIZED (
      SELECT n.* FROM input, jsonb_to_recordset(d -> 'transactions') AS n(tx_hash text, action text, subtype text, direction text, protocol text,
        counterparty text, summary text, trace jsonb, action_key text, spam_key text, scripts text[], unasked boolean, bait boolean, labelled_with text)
    ),
    labelled AS (
      UPDATE transaction t SET classified_action = n.action, subtype = n.subtype, direction = n.direction, protocol = n.protocol,
        counterparty = n.counterparty, summary = n.summary, trace = n.trace, action_key = n.action_key, spam_key = n.spam_key,
        scripts = n.scripts, unasked = n.unasked, bait = n.bait, labelled_with = n.labelled_with
      FROM run, label n
      WHERE t.user_id = ${run.userId}::uuid AND t.wallet_id = ${page.wallet.walletId}::uuid AND t.tx_hash = n.tx_hash
      RETURNING t.id, t.user_id, t.wallet_id, t.tx_hash
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
    )
    SELECT id FROM run`;
  return written.length > 0;
}

/** Keys that are known to be the wallet's by now, whenever that was shown: their flows moved to the wallet, and so do their legs. */
function knownKeys({ wallet }: Page, labelled: readonly LedgerRows[]): Set<string> {
  const touched = labelled.flatMap(({ addresses }) => addresses.filter(({ verified }) => verified));
  return new Set([...Object.keys(wallet.keysSince ?? {}), ...touched.map(({ credential }) => credential)]);
}

/** The compare-and-set on which every other part of a statement depends. */
function stepOn(run: RelabelRow, { rows, wallet }: Page, skipped: number): Prisma.Sql {
  const last = rows.at(-1);
  return Prisma.sql`run AS (
      UPDATE relabel r SET seq = r.seq + 1, cursor_wallet = ${wallet.walletId}::uuid, cursor_height = ${last?.blockHeight ?? null}::int,
        cursor_index = ${last?.txIndex ?? null}::int, checked = r.checked + ${rows.length}, skipped = r.skipped + ${skipped}, updated_at = now()
      WHERE r.id = ${run.id}::uuid AND r.user_id = ${run.userId}::uuid AND r.seq = ${run.seq} AND r.status = ${run.status}
      RETURNING r.id
    )`;
}
