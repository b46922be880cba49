import "server-only";
import { z } from "zod";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { isUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Ratio } from "@/lib/market/exact-sum";
import type { Asked, PoolAround, PricePoint } from "@/lib/market/price-point";
import type { ProtocolId } from "@/lib/protocols/registry";
import { dayEndOf } from "@/lib/rates/instants";

const unit = z.string().refine(isUnit);

/** Of a pool all points that are next to one of the instants, oldest first: fields with blanks between them, points with commas. */
const seriesRow = z.object({
  asked: unit,
  unit,
  poolUnit: unit,
  dex: z.string().transform((dex) => dex as ProtocolId),
  quote: unit,
  lpUnit: unit.nullable(),
  points: z.string(),
});
type SeriesRow = z.output<typeof seriesRow>;

/**
 * What is known of the pools of units around many instants, in the order asked: what lies between the first and the last of these
 * is read along each pool, which costs a hundredth of looking it up for each.
 *
 * @param poolsOf the pools of `a.unit` that are heard, as rows of `price_pool`
 */
export async function readSeries(asked: readonly Asked[], poolsOf: Prisma.Sql): Promise<PoolAround[][]> {
  if (asked.length === 0) return [];
  const units = [...new Set(asked.map((each) => each.unit))];
  const marks = [...new Set(asked.flatMap(({ at }) => [at, dayEndOf(at)]))].toSorted((a, b) => a - b);
  const series = new Map<Unit, PricePoint[][]>();
  for (const row of z.array(seriesRow).parse(await seriesRows(units, marks, poolsOf)))
    series.set(row.asked, [...(series.get(row.asked) ?? []), pointsIn(row)]);
  return asked.map(({ unit: of, at }) => (series.get(of) ?? []).flatMap((points) => aroundIn(points, at) ?? []));
}

const columns = Prisma.sql`at, until, height, tx_index, price, reserve_quote, reserve_unit, supply, tx_hash`;

/** A point is kept where the one before it or after it lies on the other side of an instant: times are whole milliseconds. */
function seriesRows(units: readonly Unit[], marks: readonly number[], poolsOf: Prisma.Sql): Promise<unknown[]> {
  const [first, last] = [new Date(marks[0] ?? 0), new Date(marks.at(-1) ?? 0)];
  const behind = marks.map((at) => new Date(at + 1));
  return db().$queryRaw`
    SELECT a.unit AS asked, p.unit, p.pool_unit AS "poolUnit", p.dex, p.quote, p.lp_unit AS "lpUnit", x.points
    FROM unnest(${units}::text[]) AS a(unit)
    CROSS JOIN LATERAL (${poolsOf}) p
    CROSS JOIN LATERAL (
      SELECT string_agg(concat_ws(' ', (extract(epoch FROM n.at) * 1000)::bigint, (extract(epoch FROM n.until) * 1000)::bigint, coalesce(n.height::text, '-'), coalesce(n.tx_index::text, '-'), coalesce(n.price, '-'),
        n.reserve_quote, n.reserve_unit, coalesce(n.supply::text, '-'), n.tx_hash), ',' ORDER BY n.at, n.tx_index) AS points
      FROM (
        (SELECT ${columns} FROM price_point b WHERE b.unit = p.unit AND b.pool_unit = p.pool_unit AND b.at <= ${first} ORDER BY b.at DESC, b.tx_index DESC LIMIT 1)
        UNION ALL
        (SELECT ${columns} FROM (
          SELECT c.*, lag(c.part) OVER along AS part_before, lead(c.part) OVER along AS part_after
          FROM (SELECT ${columns}, width_bucket(b.at, ${behind}::timestamptz[]) AS part FROM price_point b WHERE b.unit = p.unit AND b.pool_unit = p.pool_unit AND b.at > ${first} AND b.at <= ${last}) c
          WINDOW along AS (ORDER BY c.at, c.tx_index)
        ) d WHERE d.part IS DISTINCT FROM d.part_before OR d.part IS DISTINCT FROM d.part_after)
        UNION ALL
        (SELECT ${columns} FROM price_point b WHERE b.unit = p.unit AND b.pool_unit = p.pool_unit AND b.at > ${last} ORDER BY b.at, b.tx_index LIMIT 1)
      ) n
    ) x WHERE x.points IS NOT NULL`;
}

/** Tens of thousands at once: written out, for copying objects into one another takes longer than all else here. */
function pointsIn({ points, unit: of, poolUnit, dex, quote, lpUnit }: SeriesRow): PricePoint[] {
  return points.split(",").map((point): PricePoint => {
    const [at, until, height, txIndex, price = "-", reserveQuote = "", reserveUnit = "", supply = "-", txHash = ""] =
      point.split(" ");
    return {
      unit: of,
      poolUnit,
      dex,
      quote,
      lpUnit,
      txHash: txHash as TxHash,
      height: height === "-" ? null : Number(height),
      txIndex: txIndex === "-" ? null : Number(txIndex),
      at: Number(at),
      until: Number(until),
      price: price === "-" ? null : ratioOf(price),
      reserveQuote: BigInt(reserveQuote),
      reserveUnit: BigInt(reserveUnit),
      supply: supply === "-" ? null : BigInt(supply),
    };
  });
}

/** Of `n` or `n/d`, as prices are stored. */
function ratioOf(text: string): Ratio {
  const slash = text.indexOf("/");
  if (slash < 0) return { s: 1n, n: BigInt(text), d: 1n };
  return { s: 1n, n: BigInt(text.slice(0, slash)), d: BigInt(text.slice(slash + 1)) };
}

/** Null where the pool has no point on either side. */
function aroundIn(points: readonly PricePoint[], at: number): PoolAround | null {
  const [before, after] = [points[behindLast(points, at) - 1] ?? null, points[behindLast(points, at)] ?? null];
  const dayEnd = dayEndOf(at);
  const newest = points[behindLast(points, dayEnd) - 1] ?? null;
  const close = newest !== null && newest.until >= dayEnd ? newest : null;
  return before === null && after === null ? null : { before, after, close };
}

/** How many points come up to an instant, by halves. */
function behindLast(points: readonly PricePoint[], at: number): number {
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((points[middle]?.at ?? Infinity) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}
