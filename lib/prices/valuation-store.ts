import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { valueWalletMessage } from "@/lib/prices/messages";
import { publish } from "@/lib/queue/publish";

/** So many calls the prices of one wallet's past may cost, and so many a day from then on. */
const firstCalls = 1_000;
const callsADay = 200;
/** Taken for one message; what it does not use is given back. A message that is killed has used them. */
export const callsPerMessage = 150;

/** A valuation begins anew, as the SET clause of a row `v`: the message of one that was under way is stale. */
const valuationDue = Prisma.sql`seq = v.seq + 1, round = 0, due_at = now(), read_height = v.kept_height, read_index = 0`;

/** The row of a valuation that begins for each of `job` (wallet_id, user_id); none where the market is off. */
export const beginOf = (job: Prisma.Sql) => Prisma.sql`
  INSERT INTO valuation AS v (wallet_id, user_id, due_at) SELECT j.wallet_id, j.user_id, now() FROM ${job} j WHERE ${env().MARKET === "on"}
  ON CONFLICT (wallet_id) DO UPDATE SET ${valuationDue} RETURNING v.seq`;

export interface ClaimedValuation {
  readonly userId: string;
  /** Messages before this one. */
  readonly round: number;
  readonly keptHeight: number;
  readonly readHeight: number;
  readonly readIndex: number;
  /** Calls that this message may make. */
  readonly calls: number;
  /** Why the message before it left something; null where nothing stopped it. */
  readonly stoppedBy: string | null;
}

/** The valuation that this message is of, whose coming shows that it was published, with calls taken for it. Null where it is stale. */
export async function claimValuation(walletId: string, seq: number): Promise<ClaimedValuation | null> {
  const rows = await db().$queryRaw<ClaimedValuation[]>`
    WITH allowed AS (
      SELECT v.wallet_id, least(${callsPerMessage}::int, CASE WHEN v.calls < ${firstCalls} THEN ${firstCalls} - v.calls
        ELSE greatest(0, ${callsADay} - CASE WHEN v.calls_on = ${today} THEN v.calls_that_day ELSE 0 END) END)::int AS calls
      FROM valuation v WHERE v.wallet_id = ${walletId}::uuid FOR UPDATE
    )
    UPDATE valuation v SET published_seq = greatest(v.published_seq, v.seq), calls = v.calls + a.calls, calls_on = ${today},
      calls_that_day = CASE WHEN v.calls_on = ${today} THEN v.calls_that_day ELSE 0 END + a.calls
    FROM allowed a WHERE v.wallet_id = a.wallet_id AND v.seq = ${seq} AND v.due_at IS NOT NULL
    RETURNING v.user_id AS "userId", v.round, v.kept_height AS "keptHeight", v.read_height AS "readHeight", v.read_index AS "readIndex", a.calls, v.stopped_by AS "stoppedBy"`;
  return rows[0] ?? null;
}

const today = Prisma.sql`(now() AT TIME ZONE 'UTC')::date`;

interface RoundEnd {
  /** Until the next message; null where there is none. */
  readonly delayMs: number | null;
  /** Calls that were taken and not made. */
  readonly unusedCalls: number;
  readonly keptHeight: number;
  readonly readHeight: number;
  readonly readIndex: number;
  readonly needed: number;
  readonly found: number;
  /** Why something is left; null where nothing stopped it. */
  readonly stoppedBy: string | null;
}

/** Ends a message's work. Resolves with the number of the next one, null where there is none or somebody else has gone on. */
export async function endValuationRound(walletId: string, seq: number, end: RoundEnd): Promise<number | null> {
  const { delayMs, unusedCalls, keptHeight, readHeight, readIndex, needed, found, stoppedBy } = end;
  const rows = await db().$queryRaw<{ seq: number }[]>`
    UPDATE valuation v SET seq = v.seq + 1, round = v.round + 1, due_at = now() + make_interval(secs => ${delayMs === null ? null : delayMs / 1000}::float8),
      calls = v.calls - ${unusedCalls}::int, calls_that_day = greatest(0, v.calls_that_day - ${unusedCalls}::int),
      kept_height = greatest(v.kept_height, ${keptHeight}::int), read_height = ${readHeight}::int, read_index = ${readIndex}::int,
      needed = ${needed}::int, found = ${found}::int, stopped_by = ${stoppedBy}
    WHERE v.wallet_id = ${walletId}::uuid AND v.seq = ${seq} RETURNING v.seq`;
  return delayMs === null ? null : (rows[0]?.seq ?? null);
}

/** Publishes the message of a valuation again that is committed and not known to be published. Throws `queue_unavailable`. */
export async function publishValuationAgain(walletId: string): Promise<void> {
  const [due] = await db().$queryRaw<{ seq: number; delayMs: number }[]>`
    SELECT v.seq, greatest(0, extract(epoch FROM v.due_at - now()) * 1000)::float8 AS "delayMs" FROM valuation v
    WHERE v.wallet_id = ${walletId}::uuid AND v.due_at IS NOT NULL AND v.published_seq < v.seq`;
  if (due !== undefined) await publish([valueWalletMessage({ walletId, seq: due.seq }, due.delayMs)]);
}

/** Begins a wallet's valuation anew. Throws `queue_unavailable`. */
export async function beginValuation(walletId: string): Promise<void> {
  const wallet = Prisma.sql`(SELECT w.id AS wallet_id, w.user_id FROM wallet w WHERE w.id = ${walletId}::uuid)`;
  const [begun] = await db().$queryRaw<{ seq: number }[]>`${beginOf(wallet)}`;
  if (begun !== undefined) await publish([valueWalletMessage({ walletId, seq: begun.seq }, 0)]);
}

const sweptAtOnce = 200;

/**
 * Begins valuations anew whose message was lost, and those of wallets that were synced while the market was off. Resolves with how
 * many. Throws `queue_unavailable`.
 */
export async function sweepValuations(): Promise<number> {
  if (env().MARKET === "off") return 0;
  const silent = await db().$queryRaw<{ walletId: string }[]>`
    (SELECT wallet_id AS "walletId" FROM valuation WHERE due_at < now() - interval '10 minutes' ORDER BY due_at LIMIT ${sweptAtOnce})
    UNION ALL
    (SELECT w.id FROM wallet w WHERE w.last_synced_at IS NOT NULL AND NOT EXISTS (SELECT FROM valuation v WHERE v.wallet_id = w.id) LIMIT ${sweptAtOnce})`;
  for (const { walletId } of silent) {
    log.warn("prices.revived", { walletId });
    await beginValuation(walletId);
  }
  return silent.length;
}
