import "server-only";
import Fraction from "fraction.js";
import { z } from "zod";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { isUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Asked, PoolAround, PricePoint } from "@/lib/market/price-point";
import { readSeries } from "@/lib/prices/read-series";
import type { ProtocolId } from "@/lib/protocols/registry";
import { dayEndOf } from "@/lib/rates/instants";

/** Anybody can make pools of a token: those that were never deep are left out. */
const poolsHeard = 12;
/** More are read in several statements, side by side. */
const asksPerRead = 1_000;
/** A unit that is asked for at least so often is read along its pools. */
const asksAlong = 16;

/** Of `a.unit`; of an LP token its own pool. */
const poolsOf = Prisma.sql`
  (SELECT o.* FROM price_pool o WHERE o.unit = a.unit ORDER BY o.deepest DESC LIMIT ${poolsHeard})
  UNION (SELECT o.* FROM price_pool o WHERE o.lp_unit = a.unit ORDER BY o.unit LIMIT 1)`;

/** Pools that a unit was ever seen in, the deepest first. */
export async function readSeenPools(unit: Unit): Promise<{ readonly poolUnit: Unit; readonly dex: ProtocolId }[]> {
  return db().$queryRaw`
    SELECT pool_unit AS "poolUnit", dex FROM price_pool WHERE unit = ${unit} ORDER BY deepest DESC, pool_unit LIMIT ${poolsHeard}`;
}

const unit = z.string().refine(isUnit);
const digits = z.string().regex(/^\d+$/).transform(BigInt);
const place = z.enum(["before", "after", "close"]);

/** Database rows of what this app wrote itself: their form alone is checked. */
const pointRow = z.object({
  asked: z.coerce.number(),
  place,
  unit,
  poolUnit: unit,
  dex: z.string().transform((dex) => dex as ProtocolId),
  quote: unit,
  lpUnit: unit.nullable(),
  txHash: z.string().transform((hash) => hash as TxHash),
  height: z.int().nullable(),
  txIndex: z.int().nullable(),
  at: z.number(),
  until: z.number(),
  price: z
    .string()
    .transform((text) => new Fraction(text))
    .nullable(),
  reserveQuote: digits,
  reserveUnit: digits,
  supply: digits.nullable(),
});

/**
 * What is known of the pools of each unit around each instant, in the order asked. Of an LP token that is its own pool, with what
 * its other asset cost there.
 */
export async function readPoints(asked: readonly Asked[]): Promise<PoolAround[][]> {
  const times = new Map<string, number>();
  for (const { unit: of } of asked) times.set(of, (times.get(of) ?? 0) + 1);
  const isOften = (each: Asked) => (times.get(each.unit) ?? 0) >= asksAlong;
  const [often, seldom] = [asked.filter(isOften), asked.filter((each) => !isOften(each))];
  const [along, single] = await Promise.all([readSeries(often, poolsOf), readEach(seldom)]);
  const [nextAlong, nextSingle] = [along.values(), single.values()];
  return asked.map((each) => (isOften(each) ? nextAlong : nextSingle).next().value ?? []);
}

async function readEach(asked: readonly Asked[]): Promise<PoolAround[][]> {
  const parts: (readonly Asked[])[] = [];
  for (let start = 0; start < asked.length; start += asksPerRead) parts.push(asked.slice(start, start + asksPerRead));
  return (await Promise.all(parts.map(readPart))).flat();
}

async function readPart(asked: readonly Asked[]): Promise<PoolAround[][]> {
  const rows = z.array(pointRow).parse(await pointRows(asked));
  const found = asked.map(() => new Map<string, { [name in z.output<typeof place>]: PricePoint | null }>());
  for (const { asked: n, place: name, ...point } of rows) {
    const pools = found[n - 1];
    const key = `${point.unit} ${point.poolUnit}`;
    pools?.set(key, { ...(pools.get(key) ?? { before: null, after: null, close: null }), [name]: point });
  }
  return found.map((pools) => [...pools.values()]);
}

function pointRows(asked: readonly Asked[]): Promise<unknown[]> {
  const instants = asked.map(({ at }) => new Date(at));
  const dayEnds = asked.map(({ at }) => new Date(dayEndOf(at)));
  return db().$queryRaw`
    SELECT a.n::float8 AS asked, x.place, p.unit, p.pool_unit AS "poolUnit", p.dex, p.quote, p.lp_unit AS "lpUnit", x.tx_hash AS "txHash", x.height, x.tx_index AS "txIndex",
      (extract(epoch FROM x.at) * 1000)::float8 AS at, (extract(epoch FROM x.until) * 1000)::float8 AS until, x.price,
      x.reserve_quote::text AS "reserveQuote", x.reserve_unit::text AS "reserveUnit", x.supply::text AS supply
    FROM unnest(${asked.map((each) => each.unit)}::text[], ${instants}::timestamptz[], ${dayEnds}::timestamptz[]) WITH ORDINALITY AS a(unit, at, day_end, n)
    CROSS JOIN LATERAL (${poolsOf}) p
    CROSS JOIN LATERAL (
      (SELECT 'before' AS place, b.* FROM price_point b WHERE b.unit = p.unit AND b.pool_unit = p.pool_unit AND b.at <= a.at ORDER BY b.at DESC, b.tx_index DESC LIMIT 1)
      UNION ALL
      (SELECT 'after' AS place, b.* FROM price_point b WHERE b.unit = p.unit AND b.pool_unit = p.pool_unit AND b.at > a.at ORDER BY b.at, b.tx_index LIMIT 1)
      UNION ALL
      (SELECT 'close' AS place, b.* FROM (SELECT c.* FROM price_point c WHERE c.unit = p.unit AND c.pool_unit = p.pool_unit AND c.at <= a.day_end ORDER BY c.at DESC, c.tx_index DESC LIMIT 1) b
        WHERE b.until >= a.day_end)
    ) x`;
}
