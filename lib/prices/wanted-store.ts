import "server-only";
import type Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { toJson } from "@/lib/http/to-json";

export interface Moved {
  readonly unit: Unit;
  readonly quantity: bigint;
  readonly at: Date;
  readonly height: number;
}

/** What moved on that day; or what was held then, for what changed since or for the chart. */
export type AskedFor = "movement" | "change" | "chart";

export interface Wanted {
  readonly unit: Unit;
  /** Of the day's last transaction that moved it; of what was held, the day's beginning. */
  readonly at: Date;
  readonly height: number;
  readonly several: boolean;
  readonly day: string;
  readonly askedFor: AskedFor;
}

/** A price of what was held. */
export type WantedRow = Pick<Wanted, "unit" | "at" | "height"> & {
  readonly quantity: bigint;
  /** Lovelace. */
  readonly value: bigint;
  readonly askedFor: Exclude<AskedFor, "movement">;
};

/** Lovelace; what was never worth more is not asked for. */
const leastValue = 1_000_000;

const valueOf = (quantity: bigint, price: Fraction) => {
  const value = price.mul(quantity < 0n ? -quantity : quantity).floor().n;
  return (value < mostValue ? value : mostValue).toString();
};
const mostValue = 10n ** 38n;

/** Of the rows `w` of a unit: what moved was worth more than an ADA. */
export const isWorthAsking = Prisma.sql`sum(w.value) FILTER (WHERE w.asked_for = 'movement') > ${leastValue}`;

/** Notes that a wallet's history asks for prices, one for each unit and UTC day; a day that gained a transaction is open again. */
export async function addWanted(
  userId: string,
  walletId: string,
  moved: readonly Moved[],
  prices: ReadonlyMap<Unit, Fraction>,
): Promise<void> {
  const rows = moved.map(({ unit, quantity, at, height }) => {
    const price = prices.get(unit);
    return {
      unit,
      at: at.toISOString(),
      height,
      quantity: (quantity < 0n ? -quantity : quantity).toString(),
      value: price === undefined ? null : valueOf(quantity, price),
    };
  });
  if (rows.length === 0) return;
  await userDb(userId).$executeRaw`
    INSERT INTO wanted_price AS w (user_id, wallet_id, unit, day, at, height, several, quantity, value)
    SELECT ${userId}::uuid, ${walletId}::uuid, r.unit, (r.at AT TIME ZONE 'UTC')::date, max(r.at), max(r.height), count(DISTINCT r.at) > 1, max(r.quantity), max(r.value)
    FROM jsonb_to_recordset(${toJson(rows)}::jsonb) AS r(unit text, at timestamptz, height int, quantity numeric, value numeric)
    GROUP BY r.unit, (r.at AT TIME ZONE 'UTC')::date
    ON CONFLICT (wallet_id, unit, day) DO UPDATE SET at = greatest(w.at, excluded.at), asked_for = 'movement',
      height = CASE WHEN w.asked_for = 'movement' THEN greatest(w.height, excluded.height) ELSE excluded.height END,
      several = excluded.several OR w.asked_for = 'movement' AND (w.several OR w.at <> excluded.at), quantity = greatest(w.quantity, excluded.quantity),
      value = coalesce(greatest(w.value, excluded.value), excluded.value), state = CASE WHEN excluded.at > w.at OR excluded.at <> w.at AND NOT w.several THEN 'open' ELSE w.state END`;
}

/** Notes which prices are asked for of what was held; what was asked for so before and is not any more goes. Movements stay as they are. */
export async function keepHeld(userId: string, walletId: string, wanted: readonly WantedRow[]): Promise<void> {
  await userDb(userId).$executeRaw`
    WITH told AS (
      SELECT r.*, (r.at AT TIME ZONE 'UTC')::date AS day FROM jsonb_to_recordset(${toJson(wanted)}::jsonb)
        AS r(unit text, at timestamptz, height int, quantity numeric, value numeric, "askedFor" text)
    ), gone AS (
      DELETE FROM wanted_price w WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid AND w.asked_for <> 'movement'
        AND NOT EXISTS (SELECT FROM told t WHERE t.unit = w.unit AND t.day = w.day)
    )
    INSERT INTO wanted_price AS w (user_id, wallet_id, unit, day, at, height, quantity, value, asked_for)
    SELECT ${userId}::uuid, ${walletId}::uuid, unit, day, at, height, quantity, value, "askedFor" FROM told
    ON CONFLICT (wallet_id, unit, day) DO UPDATE SET asked_for = excluded.asked_for
    WHERE w.asked_for <> 'movement' AND w.asked_for <> excluded.asked_for`;
}

/** Units that nobody was known to trade when they were noted, some of them. */
export async function untradedUnits(userId: string, walletId: string, most: number): Promise<Unit[]> {
  const rows = await userDb(userId).$queryRaw<{ unit: Unit }[]>`
    SELECT DISTINCT w.unit FROM wanted_price w WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid AND w.value IS NULL ORDER BY 1 LIMIT ${most}`;
  return rows.map(({ unit }) => unit);
}

/** Gives a value to what somebody trades by now; resolves with how many rows got one. */
export async function valueWanted(
  userId: string,
  walletId: string,
  prices: ReadonlyMap<Unit, Fraction>,
): Promise<number> {
  const rows = [...prices].map(([unit, price]) => ({ unit, price: price.toString(20) }));
  if (rows.length === 0) return 0;
  return userDb(userId).$executeRaw`
    UPDATE wanted_price w SET value = least(floor(w.quantity * r.price), 1e38)
    FROM jsonb_to_recordset(${toJson(rows)}::jsonb) AS r(unit text, price numeric)
    WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid AND w.unit = r.unit AND w.value IS NULL`;
}

/**
 * The next prices to look for, of days that no rollback reaches: of movements first, then what changes ask for, then the chart; of
 * what is held first, then what was worth most, the last first, for what stood so then stood so for long. Units that were spam, or
 * never worth more than an ADA, are left out.
 */
export function nextWanted(userId: string, walletId: string, before: Date, most: number): Promise<Wanted[]> {
  return userDb(userId).$queryRaw<Wanted[]>`
    WITH worth AS (
      SELECT w.unit FROM wanted_price w WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid
        AND NOT EXISTS (SELECT FROM token_mark m WHERE m.user_id = w.user_id AND m.unit = w.unit AND coalesce(m.own_spam, m.suspicion IS NOT NULL))
      GROUP BY w.unit HAVING ${isWorthAsking}
    )
    SELECT w.unit, w.at, w.height, w.several, w.day::text AS day, w.asked_for AS "askedFor" FROM wanted_price w JOIN worth USING (unit)
    WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid AND w.state = 'open' AND w.value IS NOT NULL AND w.at < ${before}
    ORDER BY array_position(ARRAY['movement', 'change', 'chart'], w.asked_for),
      EXISTS (SELECT FROM balance b WHERE b.wallet_id = w.wallet_id AND b.unit = w.unit AND b.quantity > 0) DESC, w.value DESC, w.unit, w.day DESC
    LIMIT ${most}`;
}

/** What became of wanted prices; one whose day gained a transaction meanwhile stays open. What nobody trades waits for a pool. */
export async function markWanted(
  userId: string,
  walletId: string,
  marks: readonly (Wanted & { readonly state: "found" | "none" | "untraded" })[],
): Promise<void> {
  if (marks.length === 0) return;
  await userDb(userId).$executeRaw`
    UPDATE wanted_price w SET state = CASE r.state WHEN 'untraded' THEN w.state ELSE r.state END, value = CASE WHEN r.state <> 'untraded' THEN w.value END
    FROM jsonb_to_recordset(${toJson(marks)}::jsonb) AS r(unit text, day date, at timestamptz, state text)
    WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid AND w.unit = r.unit AND w.day = r.day AND w.at = r.at`;
}

/** How many prices the history asks for, and how many of these are known or known not to exist. */
export async function countWanted(userId: string, walletId: string): Promise<{ needed: number; found: number }> {
  const [row] = await userDb(userId).$queryRaw<{ needed: number; found: number }[]>`
    SELECT coalesce(sum(u.needed), 0)::int AS needed, coalesce(sum(u.found), 0)::int AS found FROM (
      SELECT count(*) AS needed, count(*) FILTER (WHERE w.state <> 'open') AS found FROM wanted_price w
      WHERE w.user_id = ${userId}::uuid AND w.wallet_id = ${walletId}::uuid
        AND NOT EXISTS (SELECT FROM token_mark m WHERE m.user_id = w.user_id AND m.unit = w.unit AND coalesce(m.own_spam, m.suspicion IS NOT NULL))
      GROUP BY w.unit HAVING ${isWorthAsking}
    ) u`;
  return row ?? { needed: 0, found: 0 };
}
