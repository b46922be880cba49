import "server-only";
import type { FoldState } from "@/lib/accounting/fold-periods";
import { pack, unpack } from "@/lib/accounting/packed";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import type { OpenAccounts, Review } from "@/lib/accounting/wallet-book";
import { AppError } from "@/lib/contract/app-error";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { GainRow } from "@/lib/gains/gain-rows";
import type { GainSum } from "@/lib/gains/gain-sums";
import type { Place } from "@/lib/gains/read-history";

/** A step is over in less; who holds a fold for longer was killed. */
const leaseSeconds = 20;
/** Behind every segment: of what may still change with what comes later. */
export const afterAll = 2_147_483_647;

/** What is known of a segment without its events. */
export interface SegmentHead {
  readonly seq: number;
  /** ms since 1970, the beginning of a UTC day; null: from the beginning on. */
  readonly fromMs: number | null;
  /** Not in it; null: open. */
  readonly untilMs: number | null;
  readonly place: Place;
  readonly transactions: number;
  readonly units: readonly string[];
  readonly leftOut: readonly string[];
  readonly toldBy: string;
  readonly rules: string;
  readonly late: boolean;
  readonly priceChange: bigint;
}

/** What a segment is made of. */
export interface SegmentEvents {
  readonly events: readonly AccountingEvent[];
  readonly purposes: readonly EventPurpose[];
  readonly reviews: readonly Review[];
  /** What is open at its end. */
  readonly open: Pick<OpenAccounts, "fees" | "lying" | "debts">;
}

interface FoldHead {
  readonly endedSeq: number | null;
  readonly isHeld: boolean;
}

export async function readFold(userId: string): Promise<{ fold: FoldHead; segments: readonly SegmentHead[] }> {
  const [folds, segments] = await Promise.all([
    userDb(userId).$queryRaw<FoldHead[]>`
      SELECT ended_seq AS "endedSeq", coalesce(lease_until > now(), false) AS "isHeld" FROM gains_fold WHERE user_id = ${userId}::uuid`,
    userDb(userId).$queryRaw<(Omit<SegmentHead, "place"> & Place)[]>`
      SELECT seq, (extract(epoch FROM from_day) * 1000)::float8 AS "fromMs", (extract(epoch FROM until_day) * 1000)::float8 AS "untilMs", height, tx_index AS index,
        transactions, units, left_out AS "leftOut", told_by AS "toldBy", rules, late, price_change AS "priceChange"
      FROM gains_segment WHERE user_id = ${userId}::uuid ORDER BY seq`,
  ]);
  const heads = segments.map(({ height, index, ...head }) => ({ ...head, place: { height, index } }));
  return { fold: folds[0] ?? { endedSeq: null, isHeld: false }, segments: heads };
}

/** Whoever gets a fence may write under it until the lease ends; null while somebody else may. */
export async function claimFold(userId: string): Promise<number | null> {
  const claimed = await userDb(userId).$queryRaw<{ fence: number }[]>`
    INSERT INTO gains_fold AS f (user_id, fence, lease_until) VALUES (${userId}::uuid, 1, now() + make_interval(secs => ${leaseSeconds}::float8))
    ON CONFLICT (user_id) DO UPDATE SET fence = f.fence + 1, lease_until = excluded.lease_until WHERE f.lease_until IS NULL OR f.lease_until <= now()
    RETURNING fence`;
  return claimed[0]?.fence ?? null;
}

export async function releaseFold(userId: string, fence: number): Promise<void> {
  await userDb(userId)
    .$executeRaw`UPDATE gains_fold SET lease_until = NULL WHERE user_id = ${userId}::uuid AND fence = ${fence}`;
}

const held = (userId: string, fence: number): Prisma.Sql => Prisma.sql`
  held AS (
    UPDATE gains_fold SET lease_until = now() + make_interval(secs => ${leaseSeconds}::float8) WHERE user_id = ${userId}::uuid AND fence = ${fence}
    RETURNING user_id
  )`;

/** Somebody else tells these gains by now: what was told here is given up. */
function requireHeld(rows: readonly unknown[]): void {
  if (rows.length === 0)
    throw new AppError({ code: "conflict", detail: "Gains are being computed by another request" });
}

/** Takes away what is told anew: rows from a segment on, and the segments themselves from one of these on. Throws `conflict`. */
export async function cutFold(userId: string, fence: number, rowsFrom: number, segmentsFrom: number): Promise<void> {
  const rows = await userDb(userId).$queryRaw<unknown[]>`
    WITH held AS (
      UPDATE gains_fold SET ended_seq = NULL, sums = NULL, lease_until = now() + make_interval(secs => ${leaseSeconds}::float8)
      WHERE user_id = ${userId}::uuid AND fence = ${fence} RETURNING user_id
    ),
    rows AS (DELETE FROM gains_row r USING held h WHERE r.user_id = h.user_id AND r.seq >= ${rowsFrom}),
    unfolded AS (UPDATE gains_segment s SET rules = '' FROM held h WHERE s.user_id = h.user_id AND s.seq >= ${rowsFrom} AND s.seq < ${segmentsFrom}),
    segments AS (DELETE FROM gains_segment s USING held h WHERE s.user_id = h.user_id AND s.seq >= ${segmentsFrom})
    SELECT 1 AS held FROM held`;
  requireHeld(rows);
}

const insertRows = (seq: number, rows: readonly GainRow[]): Prisma.Sql => Prisma.sql`
  kept AS (
    INSERT INTO gains_row (user_id, seq, kind, n, year, at, event_id, asset, wallet, facts)
    SELECT h.user_id, ${seq}::int, r.kind, r.n, r.year, r.at, r."eventId", r.asset, r.wallet, r.facts
    FROM held h CROSS JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(kind text, n int, year int, at timestamptz, "eventId" text, asset text, wallet text, facts jsonb)
  )`;

/** Every so many segments a state is kept for good, and of the last ones each. */
const stateEvery = 8;
const lastStates = 2;

interface Saved {
  readonly head: SegmentHead;
  /** Null where they are kept already. */
  readonly told: SegmentEvents | null;
  readonly state: FoldState;
  readonly rows: readonly GainRow[];
  readonly sums: readonly GainSum[];
}

/** Keeps a segment with what it settled. Throws `conflict`. */
export async function saveSegment(
  userId: string,
  fence: number,
  { head, told, state, rows, sums }: Saved,
): Promise<void> {
  const { seq, fromMs, untilMs, place } = head;
  const day = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().slice(0, 10));
  const [packedState, packedSums] = [pack(state), pack(sums)];
  const thin = seq - lastStates;
  const segment =
    told === null
      ? Prisma.sql`UPDATE gains_segment s SET rules = ${head.rules}, state = ${packedState}, sums = ${packedSums} FROM held h WHERE s.user_id = h.user_id AND s.seq = ${seq}`
      : Prisma.sql`
        INSERT INTO gains_segment (user_id, seq, from_day, until_day, height, tx_index, transactions, units, left_out, told_by, rules, late, price_change, events, state, sums)
        SELECT h.user_id, ${seq}::int, ${day(fromMs)}::date, ${day(untilMs)}::date, ${place.height}::int, ${place.index}::int, ${head.transactions}::int,
          ${[...head.units]}::text[], ${[...head.leftOut]}::text[], ${head.toldBy}, ${head.rules}, ${head.late}::boolean, ${head.priceChange}::bigint, ${pack(told)}, ${packedState}, ${packedSums}
        FROM held h`;
  const saved = await userDb(userId).$queryRaw<unknown[]>`
    WITH ${held(userId, fence)}, ${insertRows(seq, rows)},
    segment AS (${segment}),
    thinned AS (UPDATE gains_segment s SET state = NULL FROM held h WHERE s.user_id = h.user_id AND s.seq = ${thin} AND s.seq % ${stateEvery} <> 0 AND s.state IS NOT NULL)
    SELECT 1 AS held FROM held`;
  requireHeld(saved);
}

/** Keeps what may still change with what comes later, and lets go of the fold. Throws `conflict`. */
export async function endFold(
  userId: string,
  fence: number,
  { seq, rows, sums }: { readonly seq: number; readonly rows: readonly GainRow[]; readonly sums: readonly GainSum[] },
): Promise<void> {
  const saved = await userDb(userId).$queryRaw<unknown[]>`
    WITH held AS (
      UPDATE gains_fold SET ended_seq = ${seq}, sums = ${pack(sums)}, lease_until = NULL WHERE user_id = ${userId}::uuid AND fence = ${fence} RETURNING user_id
    ), ${insertRows(afterAll, rows)}
    SELECT 1 AS held FROM held`;
  requireHeld(saved);
}

/** The events of some segments, in their order. */
export async function readSegments(userId: string, from: number, until: number): Promise<SegmentEvents[]> {
  const rows = await userDb(userId).$queryRaw<{ events: Uint8Array }[]>`
    SELECT events FROM gains_segment WHERE user_id = ${userId}::uuid AND seq >= ${from} AND seq < ${until} ORDER BY seq`;
  return rows.map(({ events }) => unpack(events) as SegmentEvents);
}

/** The last fold that was put down before a segment, and after which one. */
export async function readState(
  userId: string,
  before: number,
): Promise<{ readonly seq: number; readonly state: FoldState } | null> {
  const [row] = await userDb(userId).$queryRaw<{ seq: number; state: Uint8Array }[]>`
    SELECT seq, state FROM gains_segment WHERE user_id = ${userId}::uuid AND seq < ${before} AND state IS NOT NULL ORDER BY seq DESC LIMIT 1`;
  return row === undefined ? null : { seq: row.seq, state: unpack(row.state) as FoldState };
}

/** Sums of each segment that is told. */
export async function readSegmentSums(userId: string): Promise<GainSum[]> {
  const rows = await userDb(userId).$queryRaw<{ sums: Uint8Array }[]>`
    SELECT sums FROM gains_segment WHERE user_id = ${userId}::uuid ORDER BY seq`;
  return rows.flatMap(({ sums }) => unpack(sums) as GainSum[]);
}

/** Sums of all, as they were when the fold ended; null while it has not. */
export async function readFoldSums(userId: string): Promise<GainSum[] | null> {
  const [row] = await userDb(userId).$queryRaw<{ sums: Uint8Array | null }[]>`
    SELECT sums FROM gains_fold WHERE user_id = ${userId}::uuid`;
  return row?.sums == null ? null : (unpack(row.sums) as GainSum[]);
}
