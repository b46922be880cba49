import "server-only";
import Fraction from "fraction.js";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { toJson } from "@/lib/http/to-json";
import type { PricePoint } from "@/lib/market/price-point";

/** Longer than any number that a pool can make; a column of text takes what it is given. */
const longestPrice = 400;

/**
 * Keeps points, for all users. What is known already is known for longer where somebody asked later; a transaction that a rollback
 * moved is where it was last seen, and what the market saw where the chain says.
 *
 * @param settledBefore ms since the epoch: before then no rollback reaches
 */
export async function savePoints(points: readonly PricePoint[], settledBefore: number): Promise<void> {
  const rows = rowsOf(points);
  if (rows.length === 0) return;
  await db().$executeRaw`
    WITH said AS (
      SELECT DISTINCT ON (unit, "poolUnit", "txHash") * FROM ${recordsOf(rows)} ORDER BY unit, "poolUnit", "txHash", until DESC
    ), ${pools}
    INSERT INTO price_point AS p ${columns}
    SELECT ${values}, at < ${new Date(settledBefore)} FROM said
    ON CONFLICT (unit, pool_unit, tx_hash) DO UPDATE SET at = excluded.at, height = excluded.height, tx_index = excluded.tx_index, price = excluded.price,
      until = CASE WHEN p.at = excluded.at OR p.tx_index IS NULL THEN greatest(p.until, excluded.until) ELSE excluded.until END, settled = p.settled OR excluded.settled
    WHERE (p.at, p.height, p.tx_index) IS DISTINCT FROM (excluded.at, excluded.height, excluded.tx_index) OR p.until < excluded.until
      OR p.price IS DISTINCT FROM excluded.price OR NOT p.settled AND excluded.settled`;
}

/**
 * What the market saw, as parts of a statement that keeps something else (`WITH …`, of which `points` has a row for each that is
 * kept): of each pool once in a UTC day. A pool that is still the same is known to have stood so for longer. Nobody reads these
 * again: what a rollback took was the pool's word when it was seen. Nothing where nothing was seen.
 */
export function withSeen(points: readonly PricePoint[]): Prisma.Sql {
  const rows = rowsOf(points);
  if (rows.length === 0) return Prisma.empty;
  return Prisma.sql`
    WITH said AS (
      SELECT DISTINCT ON (unit, "poolUnit") * FROM ${recordsOf(rows)}
      WHERE NOT EXISTS (
        SELECT 1 FROM (SELECT n.until FROM price_point n WHERE n.unit = r.unit AND n.pool_unit = r."poolUnit" ORDER BY n.at DESC, n.tx_index DESC LIMIT 1) last
        WHERE last.until >= date_trunc('day', r.until, 'UTC'))
      ORDER BY unit, "poolUnit", until DESC
    ), ${pools}, points AS (
      INSERT INTO price_point AS p ${columns}
      SELECT ${values}, true FROM said
      ON CONFLICT (unit, pool_unit, tx_hash) DO UPDATE SET until = excluded.until WHERE p.until < excluded.until RETURNING 1
    )`;
}

/** Keeps what the market saw, where nothing else is kept with it. */
export async function saveSeen(points: readonly PricePoint[]): Promise<void> {
  if (points.length > 0) await db().$executeRaw`${withSeen(points)} SELECT count(*) FROM points`;
}

const rowsOf = (points: readonly PricePoint[]) =>
  points
    .map(({ price, at, until, ...point }) => ({
      ...point,
      price: price && new Fraction(price.n, price.d).toFraction(),
      at: new Date(at).toISOString(),
      until: new Date(until).toISOString(),
    }))
    .filter(({ price }) => price === null || price.length <= longestPrice);

const recordsOf = (rows: ReturnType<typeof rowsOf>) => Prisma.sql`jsonb_to_recordset(${toJson(rows)}::jsonb)
  AS r(unit text, "poolUnit" text, dex text, quote text, "lpUnit" text, "txHash" text, at timestamptz, until timestamptz, height int, "txIndex" int,
    price text, "reserveQuote" numeric, "reserveUnit" numeric, supply numeric)`;

/**
 * The pools of `said`, and how deep they ever were. In one order, so that none waits for another's in a circle. What nobody could read
 * says nothing of what a pool trades against: the first price does.
 */
const pools = Prisma.sql`pools AS (
  INSERT INTO price_pool AS p (unit, pool_unit, quote, dex, lp_unit, deepest)
  SELECT s.unit, s."poolUnit", s.quote, s.dex, s."lpUnit", max(s."reserveQuote") FROM said s
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2
  ON CONFLICT (unit, pool_unit) DO UPDATE SET deepest = greatest(p.deepest, excluded.deepest),
    quote = CASE WHEN excluded.deepest > 0 THEN excluded.quote ELSE p.quote END, lp_unit = CASE WHEN excluded.deepest > 0 THEN excluded.lp_unit ELSE p.lp_unit END
  WHERE p.deepest < excluded.deepest
)`;

const columns = Prisma.sql`(unit, pool_unit, tx_hash, at, until, height, tx_index, price, reserve_quote, reserve_unit, supply, settled)`;
const values = Prisma.sql`unit, "poolUnit", "txHash", at, until, height, "txIndex", price, "reserveQuote", "reserveUnit", supply`;
