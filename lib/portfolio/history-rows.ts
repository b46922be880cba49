import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { correctionJoin, unsaidAction } from "@/lib/corrections/event-action-sql";
import { transferActions } from "@/lib/sync/history-days";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** What a unit's balance changed by between two instants that follow each other. */
export interface PartChange {
  readonly unit: Unit;
  /** How many of the instants come before it or with it. */
  readonly part: number;
  readonly change: string;
}

/** What came of a unit from others and went to them on one UTC day. */
export interface Transfer {
  readonly unit: Unit;
  /** ms since the epoch: the last of them. */
  readonly at: number;
  readonly quantity: string;
}

/** What is to be known of a unit beside what moved of it. */
export interface UnitMarks {
  readonly unit: Unit;
  readonly isSpam: boolean;
  /** Some pool of it was ever seen: without one it never had a price. */
  readonly hasPools: boolean;
  /** The same, or one trades it of whose past nothing is known yet: it may have a price now. */
  readonly isTraded: boolean;
}

const ofWallet = (walletId: string | null): Prisma.Sql =>
  walletId === null ? Prisma.empty : Prisma.sql`AND t.wallet_id = ${walletId}::uuid`;

/**
 * Sums of the flows of some UTC days before the last instant: of those in which instants lie that are not their beginning. OFFSET
 * keeps them look-ups, by time and by transaction: else the whole history is read for a day.
 */
export function readPartChanges(
  userId: string,
  walletId: string | null,
  days: readonly number[],
  instants: readonly number[],
): Promise<PartChange[]> {
  const times = instants.map((at) => new Date(at));
  return userDb(userId).$queryRaw<PartChange[]>`
    SELECT f.unit, width_bucket(t.tx_timestamp, ${times}::timestamptz[]) AS part, sum(f.net_change)::text AS change
    FROM unnest(${days.map((day) => new Date(day))}::timestamptz[], ${days.map((day) => new Date(day + dayMs))}::timestamptz[]) AS d(since, until)
    CROSS JOIN LATERAL (
      SELECT t.id, t.tx_timestamp FROM transaction t
      WHERE t.user_id = ${userId}::uuid AND t.tx_timestamp >= d.since AND t.tx_timestamp < d.until AND t.tx_timestamp < ${times.at(-1)} ${ofWallet(walletId)}
      OFFSET 0
    ) t
    CROSS JOIN LATERAL (SELECT f.unit, f.net_change FROM asset_flow f WHERE f.transaction_id = t.id AND f.user_id = ${userId}::uuid OFFSET 0) f
    GROUP BY 1, 2`;
}

/** Transfers on the day of a time, before it. As a leg is called now: the person's word counts. */
export function readTransfers(userId: string, walletId: string | null, to: number): Promise<Transfer[]> {
  const counted = transferActions.filter((action) => walletId !== null || action !== "internal_transfer");
  return userDb(userId).$queryRaw<Transfer[]>`
    SELECT e.unit, (extract(epoch FROM max(t.tx_timestamp)) * 1000)::float8 AS at, sum(e.quantity)::text AS quantity
    FROM transaction t JOIN transaction_event e ON e.transaction_id = t.id AND e.user_id = t.user_id
    CROSS JOIN LATERAL (SELECT ${unsaidAction} AS action) said ${correctionJoin}
    WHERE t.user_id = ${userId}::uuid AND e.user_id = ${userId}::uuid AND t.tx_timestamp >= ${new Date(floorTo(dayMs, to))} AND t.tx_timestamp < ${new Date(to)} ${ofWallet(walletId)}
      AND e.role = 'principal' AND coalesce(c.action, said.action) = ANY (${counted})
    GROUP BY e.unit`;
}

/** In the order asked; ada is no spam. */
export function readUnitMarks(userId: string, units: readonly Unit[]): Promise<UnitMarks[]> {
  return userDb(userId).$queryRaw<UnitMarks[]>`
    SELECT s.unit, EXISTS (SELECT 1 FROM token_mark m WHERE m.user_id = ${userId}::uuid AND m.unit = s.unit AND s.unit <> ${lovelace} AND coalesce(m.own_spam, m.suspicion IS NOT NULL)) AS "isSpam",
      h."hasPools", h."hasPools" OR EXISTS (SELECT 1 FROM pool o WHERE o.units @> ARRAY[s.unit]) AS "isTraded"
    FROM unnest(${[...units]}::text[]) WITH ORDINALITY AS s(unit, n)
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT 1 FROM price_pool p WHERE p.unit = s.unit) OR EXISTS (SELECT 1 FROM price_pool p WHERE p.lp_unit = s.unit) AS "hasPools"
    ) h
    ORDER BY s.n`;
}

/** When the first transaction was; null where there is none. */
export async function firstTransactionAt(userId: string, walletId: string | null): Promise<Date | null> {
  const first = await userDb(userId).transaction.aggregate({
    where: { userId, ...(walletId !== null && { walletId }) },
    _min: { txTimestamp: true },
  });
  return first._min.txTimestamp;
}
