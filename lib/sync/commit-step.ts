import "server-only";
import { makeDue } from "@/lib/corrections/due";
import { fittingRules } from "@/lib/corrections/rules-sql";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Usage } from "@/lib/meter";
import { claimed, commit, fail, type Progress } from "@/lib/sync/job-state";
import { eventRecord } from "@/lib/sync/label-rows";
import type { Lure } from "@/lib/sync/lure-rows";
import { makeTellingDue } from "@/lib/sync/due-telling";
import type { ClaimedJob } from "@/lib/sync/sync-job-store";
import type { Onward } from "@/lib/sync/what-next";

/** Rows as JSON objects with column names; quantities are decimal strings. */
type Row = Readonly<Record<string, unknown>>;

export interface StepRows {
  readonly raws: readonly Row[];
  readonly transactions: readonly Row[];
  readonly flows: readonly Row[];
  readonly lures: readonly Lure[];
  readonly events: readonly Row[];
  readonly openings: readonly Row[];
  readonly closings: readonly Row[];
  readonly delegations: readonly Row[];
  readonly addresses: readonly Row[];
  readonly quarantine: readonly Row[];
  /** Payment keys that are proven to be the wallet's own. */
  readonly verifiedKeys: readonly { readonly credential: string; readonly height: number }[];
}

export const noRows: StepRows = {
  raws: [],
  transactions: [],
  flows: [],
  lures: [],
  events: [],
  openings: [],
  closings: [],
  delegations: [],
  addresses: [],
  quarantine: [],
  verifiedKeys: [],
};

export interface NextState extends Progress {
  readonly status: Onward["status"] | "failed";
  readonly proofChecks: number;
  readonly attempts: number;
  readonly cursor: { readonly height: number; readonly txIndex: number; readonly txHash: string } | null;
  /** The newest block that the chain had before this step read its list. */
  readonly tip: { readonly height: number; readonly hash: string } | null;
  /** Until the successor may go on; a length and not a time, since only the database's clock is shared. */
  readonly waitMs: number | null;
  readonly waitingFor: Onward["waitingFor"];
  readonly error: Onward["error"];
  readonly usage: Usage;
  /** Whether the successor is published now, and with it a watchdog where the one under way is overdue. */
  readonly handsOn: boolean;
}

export interface Committed {
  /** The watchdog that is to be published with the successor; null where one is under way. */
  readonly watchdog: { readonly at: Date; readonly inMs: number } | null;
  /** Labels of some of these transactions depend on more than themselves, and are to be looked at. */
  readonly isDue: boolean;
}

/**
 * Stores what was fetched, out of the `raws` of the job's JSON `d`. Public bytes, which every wallet reads and no user's role may
 * write but by this function. It is a question: the statement has to ask `raws`, or nothing is kept.
 */
export const rawsPart = Prisma.sql`raws AS MATERIALIZED (SELECT keep_raw_transactions(d -> 'raws') AS kept FROM job)`;

/** Of what was fetched, what one statement takes: as JSON, and few enough of them for a step's round trips. */
const charactersAtOnce = 4_000_000;

/**
 * Stores what of the fetched bytes is too much for the commit's own statement, in pieces, and returns the rest. Ahead of it and
 * not with it: they are public, say nothing of the wallet, and whoever finds them has one call less to make.
 */
async function keepAhead(userId: string, raws: readonly Row[]): Promise<readonly Row[]> {
  let piece: Row[] = [];
  let characters = 0;
  for (const raw of raws) {
    const size = JSON.stringify(raw).length;
    if (characters + size > charactersAtOnce && piece.length > 0) {
      await userDb(userId).$executeRaw`SELECT keep_raw_transactions(${JSON.stringify(piece)}::jsonb)`;
      piece = [];
      characters = 0;
    }
    piece.push(raw);
    characters += size;
  }
  return piece;
}

/** Another wallet of the user's is being synced: what it commits at this moment this statement cannot see. */
function isBesideAnother(of: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM wallet w JOIN sync_job o ON o.active_wallet_id = w.id WHERE w.user_id = ${of}.user_id AND w.id <> ${of}.wallet_id)`;
}

/**
 * Of what was just written: tokens that are marked, or are perhaps being marked in another wallet of the user's, and
 * transactions that a rule may speak of which this statement cannot see.
 */
const due = makeDue(Prisma.sql`
  SELECT job.user_id, 'unit', f.unit, NULL::int FROM job, jsonb_to_recordset(d -> 'flows') AS f(unit text)
  JOIN token_mark m ON m.unit = f.unit AND (m.lure IS NOT NULL OR m.suspicion IS NOT NULL OR m.own_spam IS NOT NULL) WHERE m.user_id = job.user_id
  UNION ALL
  SELECT job.user_id, 'unit', marks.unit, NULL FROM job, marks WHERE ${isBesideAnother(Prisma.sql`job`)}
  UNION ALL
  SELECT t.user_id, 'wallet', t.wallet_id::text, t.block_height - 1 FROM transactions t WHERE (SELECT rules_changed FROM job)`);

const inAnother = Prisma.sql`o.user_id = t.user_id AND o.tx_hash = t.tx_hash AND o.wallet_id <> t.wallet_id`;

/**
 * Transactions that another wallet of the user's shows as well, or may show in a moment, since it is being synced beside this
 * one: each side is told with the knowledge of the other. And all where whose an address is has changed since the step began.
 */
const dueTelling = makeTellingDue(Prisma.sql`
  SELECT o.user_id, o.wallet_id, 'shared', o.block_height - 1 FROM transactions t JOIN transaction o ON ${inAnother}
  UNION ALL
  SELECT t.user_id, t.wallet_id, 'shared', t.block_height - 1 FROM transactions t
  WHERE EXISTS (SELECT 1 FROM transaction o WHERE ${inAnother}) OR ${isBesideAnother(Prisma.sql`t`)}
  UNION ALL
  SELECT t.user_id, t.wallet_id, 'all', t.block_height - 1 FROM transactions t JOIN overtaken ON overtaken.id = t.wallet_id`);

/**
 * Writes one step's rows and its cursor, and makes the successor due, in ONE statement, which is one transaction and one round trip.
 * Every part depends on the fenced update of the job: null means that somebody else has gone on and nothing was written.
 */
export async function commitStep(job: ClaimedJob, rows: StepRows, next: NextState): Promise<Committed | null> {
  const { status, handsOn, usage, cursor, tip } = next;
  const raws = await keepAhead(job.userId, rows.raws);
  const data = JSON.stringify({ ...rows, raws, next: { cursor, tip } });
  const result = await userDb(job.userId).$queryRaw<
    { watchdogAt: Date | null; watchdogInMs: number | null; isArmed: boolean; isDue: boolean }[]
  >`
    WITH input AS (SELECT ${data}::jsonb AS d),
    job AS (
      UPDATE sync_job j SET ${status === "failed" ? fail(next, usage) : commit({ ...next, status }, { handsOn, usage })}
      FROM input WHERE ${claimed(job)}
      RETURNING j.id, j.user_id, j.wallet_id, j.watchdog_at, j.rules_changed, d
    ),
    -- A change that joins job itself takes megabytes of d along, once for each row: PostgreSQL keeps whole rows of what it joins.
    synced AS MATERIALIZED (SELECT wallet_id FROM job),
    wallet_cursor AS (
      UPDATE wallet w SET cursor_height = (d #>> '{next,cursor,height}')::int, cursor_tx_index = (d #>> '{next,cursor,txIndex}')::int, cursor_tx_hash = d #>> '{next,cursor,txHash}'
      FROM job WHERE w.id = job.wallet_id AND d #>> '{next,cursor,height}' IS NOT NULL
    ),
    ${rawsPart},
    marks AS (
      INSERT INTO token_mark (user_id, unit, lure, suspicion, judged_with)
      SELECT job.user_id, l.unit, l.lure, CASE WHEN l.unasked THEN l.lure END, l.judged_with
      FROM job, jsonb_to_recordset(d -> 'lures') AS l(unit text, lure text, unasked boolean, judged_with text)
      WHERE NOT EXISTS (SELECT 1 FROM asset_flow f WHERE f.user_id = job.user_id AND f.unit = l.unit)
      ON CONFLICT (user_id, unit) DO NOTHING RETURNING unit, suspicion
    ),
    transactions AS (
      INSERT INTO transaction (user_id, wallet_id, tx_hash, block_height, block_hash, tx_index, tx_timestamp, action, subtype, direction, protocol, counterparty,
        summary, net_lovelace, fee, deposit, withdrawal, valid, valid_by, shared, trace, listed, classified_action, action_key, spam_key, scripts, unasked, bait, labelled_with,
        own_action, own_spam, note, tags, spam, edited)
      SELECT job.user_id, job.wallet_id, t.tx_hash, t.block_height, t.block_hash, t.tx_index, t.tx_timestamp, coalesce(e.action, named.action, t.action),
        t.subtype, t.direction, t.protocol, t.counterparty, t.summary, t.net_lovelace, t.fee, t.deposit, t.withdrawal, t.valid, t.valid_by, coalesce(t.shared, false), t.trace, t.listed,
        t.action, t.action_key, t.spam_key, t.scripts, t.unasked, t.bait, t.labelled_with,
        e.action, e.spam, e.note, coalesce(e.tags, '{}'), coalesce(e.spam, judged.spam, t.lured OR t.lures <@ ARRAY(SELECT unit FROM marks WHERE suspicion IS NOT NULL), false),
        coalesce(e.action, named.action, e.note) IS NOT NULL OR coalesce(e.spam, judged.spam) IS NOT NULL OR coalesce(e.tags, '{}') <> '{}'
      FROM job CROSS JOIN jsonb_to_recordset(d -> 'transactions') AS t(tx_hash text, block_height int, block_hash text, tx_index int, tx_timestamp timestamptz, action text,
        subtype text, direction text, protocol text, counterparty text, summary text, net_lovelace numeric, fee numeric, deposit numeric, withdrawal numeric, valid boolean, valid_by text, shared boolean, trace jsonb, listed boolean,
        action_key text, spam_key text, scripts text[], unasked boolean, bait boolean, lured boolean, lures text[], labelled_with text)
      LEFT JOIN orphaned_edit e ON e.wallet_id = job.wallet_id AND e.tx_hash = t.tx_hash
      ${fittingRules(Prisma.sql`job.user_id`, "t")}
      ON CONFLICT (user_id, wallet_id, tx_hash) DO NOTHING
      RETURNING id, user_id, wallet_id, tx_hash, block_height
    ),
    -- Found another way before the list named it.
    in_list AS MATERIALIZED (SELECT n.tx_hash FROM job, jsonb_to_recordset(d -> 'transactions') AS n(tx_hash text, listed boolean) WHERE n.listed),
    relisted AS (
      UPDATE transaction t SET listed = true FROM synced, in_list n
      WHERE t.user_id = ${job.userId}::uuid AND t.wallet_id = synced.wallet_id AND t.tx_hash = n.tx_hash AND NOT t.listed
    ),
    flows AS (
      INSERT INTO asset_flow (user_id, wallet_id, transaction_id, unit, place, credential, net_change)
      SELECT t.user_id, t.wallet_id, t.id, f.unit, f.place, f.credential, f.net_change
      FROM job, jsonb_to_recordset(d -> 'flows') AS f(tx_hash text, unit text, place text, credential text, net_change numeric)
      JOIN transactions t ON t.tx_hash = f.tx_hash
    ),
    events AS (
      INSERT INTO transaction_event (user_id, wallet_id, transaction_id, event_index, action, subtype, protocol, role, unit, quantity, location, order_ref, counterparty, ordinal)
      SELECT t.user_id, t.wallet_id, t.id, e.event_index, e.action, e.subtype, e.protocol, e.role, e.unit, e.quantity, e.location, e.order_ref, e.counterparty, coalesce(e.ordinal, 0)
      FROM job, jsonb_to_recordset(d -> 'events') AS ${eventRecord}
      JOIN transactions t ON t.tx_hash = e.tx_hash
    ),
    openings AS (
      INSERT INTO order_opening (user_id, wallet_id, transaction_id, ref, protocol, kind, credential, own_stake, locked, offered, wanted)
      SELECT t.user_id, t.wallet_id, t.id, o.ref, o.protocol, o.kind, o.credential, o.own_stake, o.locked, o.offered, o.wanted
      FROM job, jsonb_to_recordset(d -> 'openings') AS o(tx_hash text, ref text, protocol text, kind text, credential text, own_stake boolean, locked jsonb, offered jsonb, wanted jsonb)
      JOIN transactions t ON t.tx_hash = o.tx_hash
    ),
    closings AS (
      INSERT INTO order_closing (user_id, wallet_id, transaction_id, ref, protocol, kind, outcome, gave, got, batcher_fee, deposit_returned, continued_as)
      SELECT t.user_id, t.wallet_id, t.id, c.ref, c.protocol, c.kind, c.outcome, c.gave, c.got, c.batcher_fee, c.deposit_returned, c.continued_as
      FROM job, jsonb_to_recordset(d -> 'closings') AS c(tx_hash text, ref text, protocol text, kind text, outcome text, gave jsonb, got jsonb, batcher_fee numeric,
        deposit_returned numeric, continued_as text)
      JOIN transactions t ON t.tx_hash = c.tx_hash
    ),
    delegations AS (
      INSERT INTO delegation_event (user_id, wallet_id, transaction_id, cert_index, kind, pool_id, drep_id, deposit)
      SELECT t.user_id, t.wallet_id, t.id, e.cert_index, e.kind, e.pool_id, e.drep_id, e.deposit
      FROM job, jsonb_to_recordset(d -> 'delegations') AS e(tx_hash text, cert_index int, kind text, pool_id text, drep_id text, deposit numeric)
      JOIN transactions t ON t.tx_hash = e.tx_hash
    ),
    due AS (${due} RETURNING 1),
    -- Locked, so that it is told as it is now and not as it was when the statement began.
    known AS MATERIALIZED (SELECT w.id, w.scope_version FROM wallet w WHERE w.id IN (SELECT wallet_id FROM synced) FOR NO KEY UPDATE),
    overtaken AS (SELECT id FROM known WHERE scope_version <> ${job.scopeVersion}),
    due_telling AS (${dueTelling} RETURNING 1),
    adopted_edits AS (
      DELETE FROM orphaned_edit e USING transactions t WHERE e.wallet_id = t.wallet_id AND e.tx_hash = t.tx_hash
    ),
    keys AS MATERIALIZED (
      SELECT k.credential, k.height FROM input, jsonb_to_recordset(d -> 'verifiedKeys') AS k(credential text, height int)
    ),
    touched AS MATERIALIZED (
      SELECT a.* FROM job, jsonb_to_recordset(d -> 'addresses') AS a(address text, payment_kind text, credential text, verified boolean, verified_height int, first_seen_height int, emptied_height int)
    ),
    addresses AS (
      INSERT INTO wallet_address (user_id, wallet_id, address, payment_kind, credential, verified, verified_height, first_seen_height, emptied_height)
      SELECT job.user_id, job.wallet_id, a.address, a.payment_kind, a.credential, a.verified, a.verified_height, a.first_seen_height, a.emptied_height
      FROM job, touched a
      ON CONFLICT (wallet_id, address) DO UPDATE SET verified = wallet_address.verified OR excluded.verified,
        verified_height = coalesce(wallet_address.verified_height, excluded.verified_height),
        first_seen_height = least(wallet_address.first_seen_height, excluded.first_seen_height),
        emptied_height = least(wallet_address.emptied_height, excluded.emptied_height)
    ),
    verified_addresses AS (
      UPDATE wallet_address a SET verified = true, verified_height = keys.height FROM keys, synced
      WHERE a.wallet_id = synced.wallet_id AND NOT a.verified AND a.payment_kind <> 'script' AND a.credential = keys.credential
        AND NOT EXISTS (SELECT 1 FROM touched n WHERE n.address = a.address)
    ),
    quarantine AS (
      INSERT INTO quarantined_transaction (user_id, wallet_id, tx_hash, block_height, tx_index, tx_timestamp, raw, error, decoder_version)
      SELECT job.user_id, job.wallet_id, q.tx_hash, q.block_height, q.tx_index, q.tx_timestamp, q.raw, q.error, q.decoder_version
      FROM job, jsonb_to_recordset(d -> 'quarantine') AS q(tx_hash text, block_height int, tx_index int, tx_timestamp timestamptz, raw jsonb, error text, decoder_version int)
      ON CONFLICT (user_id, wallet_id, tx_hash) DO UPDATE SET raw = excluded.raw, error = excluded.error, decoder_version = excluded.decoder_version
    ),
    breadcrumb AS (
      INSERT INTO chain_breadcrumb (user_id, wallet_id, height, hash, seen_at)
      SELECT job.user_id, job.wallet_id, (d #>> '{next,tip,height}')::int, d #>> '{next,tip,hash}', now() FROM job WHERE d #>> '{next,tip,height}' IS NOT NULL
      ON CONFLICT (wallet_id, height) DO UPDATE SET hash = excluded.hash, seen_at = excluded.seen_at
    )
    SELECT watchdog_at AS "watchdogAt", extract(epoch FROM watchdog_at - now())::float8 * 1000 AS "watchdogInMs",
      watchdog_at IS DISTINCT FROM (SELECT j.watchdog_at FROM sync_job j WHERE j.id = job.id) AS "isArmed",
      EXISTS (SELECT 1 FROM due) OR EXISTS (SELECT 1 FROM due_telling) AS "isDue", (SELECT count(*) FROM raws) AS kept
    FROM job`;
  const [committed] = result;
  if (committed === undefined) return null;
  const { watchdogAt, watchdogInMs, isArmed, isDue } = committed;
  return {
    watchdog: isArmed && watchdogAt && watchdogInMs !== null ? { at: watchdogAt, inMs: watchdogInMs } : null,
    isDue,
  };
}
