import "server-only";
import { z } from "zod";
import type { Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { adaOf, keptPool, poolsPerToken, type KeptPool } from "@/lib/market/market-token";
import type { PricePoint } from "@/lib/market/price-point";
import { withSeen } from "@/lib/market/save-points";
import type { ProtocolId } from "@/lib/protocols/registry";
import { dayMs, floorTo } from "@/lib/rates/instants";

/** A pool with what it is found by. */
export interface StoredPool extends KeptPool {
  readonly dex: ProtocolId;
  readonly units: readonly Unit[];
}

/**
 * That a pool is still the same is noted after a week to three: those that nobody sees any more are forgotten
 * (`lib/operator/retention.ts`). Never of all on one day, so that some tell that there was a walk before.
 */
const isToBeNoted = Prisma.sql`p.seen_at < excluded.seen_at - (7 + ascii(md5(p.pool_unit)) % 14) * interval '1 day'`;

/**
 * Keeps pools as they were seen; an older look changes nothing, and one that shows the same output writes at most that it is still
 * there. Pools that come after the first walk are born when they are first seen. With them what they say of prices, where that is kept.
 */
export async function savePools(pools: readonly StoredPool[], points: readonly PricePoint[] = []): Promise<void> {
  if (pools.length === 0) return;
  const rows = pools.map(({ poolUnit, dex, units, output, seenAt, bornAt }) => ({
    poolUnit,
    dex,
    units,
    lovelace: adaOf(output).toString(),
    output,
    seenAt: new Date(seenAt).toISOString(),
    bornAt: bornAt === null ? null : new Date(bornAt).toISOString(),
  }));
  await db().$executeRaw`
    ${withSeen(points)}
    INSERT INTO pool AS p (pool_unit, dex, units, lovelace, output, seen_at, born_at)
    SELECT DISTINCT ON ("poolUnit") "poolUnit", dex, units, lovelace, output, "seenAt", "bornAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("poolUnit" text, dex text, units text[], lovelace numeric, output jsonb, "seenAt" timestamptz, "bornAt" timestamptz)
    ORDER BY "poolUnit", "seenAt" DESC
    ON CONFLICT (pool_unit) DO UPDATE SET dex = excluded.dex, units = excluded.units, lovelace = excluded.lovelace, output = excluded.output, seen_at = excluded.seen_at
    WHERE p.seen_at < excluded.seen_at AND (p.output <> excluded.output OR ${isToBeNoted})`;
}

const storedRows = z.array(z.object({ unit: keptPool.shape.poolUnit }).and(keptPool));

/** The deepest pools that trade each unit, as of the last walk. */
export async function readPoolsOf(units: readonly Unit[]): Promise<Map<Unit, KeptPool[]>> {
  const found = new Map<Unit, KeptPool[]>();
  if (units.length === 0) return found;
  const rows = await db().$queryRaw`
    SELECT u.unit, p.pool_unit AS "poolUnit", p.output, (extract(epoch FROM p.seen_at) * 1000)::bigint::float8 AS "seenAt",
      (extract(epoch FROM p.born_at) * 1000)::bigint::float8 AS "bornAt"
    FROM unnest(${[...units]}::text[]) AS u(unit) CROSS JOIN LATERAL (
      SELECT * FROM pool WHERE pool.units @> ARRAY[u.unit] ORDER BY pool.lovelace DESC, pool.pool_unit LIMIT ${poolsPerToken}) p`;
  for (const { unit, ...pool } of storedRows.parse(rows)) found.set(unit, [...(found.get(unit) ?? []), pool]);
  return found;
}

/** Those of the pools that are known, by their units, as of the last walk. */
export async function readPools(poolUnits: readonly Unit[]): Promise<Map<Unit, KeptPool>> {
  if (poolUnits.length === 0) return new Map();
  const rows = await db().$queryRaw`
    SELECT p.pool_unit AS unit, p.pool_unit AS "poolUnit", p.output, (extract(epoch FROM p.seen_at) * 1000)::bigint::float8 AS "seenAt",
      (extract(epoch FROM p.born_at) * 1000)::bigint::float8 AS "bornAt"
    FROM pool p WHERE p.pool_unit = ANY(${[...poolUnits]}::text[])`;
  return new Map(storedRows.parse(rows).map(({ unit, ...pool }) => [unit, pool]));
}

/** Whether pools were seen before that time: a day after the first walk, what is new was made since then. */
export async function wasWalkedBefore(at: Date): Promise<boolean> {
  return (
    (await db().pool.findFirst({
      where: { seenAt: { lt: at } },
      select: { poolUnit: true },
    })) !== null
  );
}

/**
 * The same pools with their births: as they are kept, and now for those that no walk of an earlier day saw, which are kept with it.
 * On the first day nobody knows: then all count as old.
 */
export async function withBirths(pools: readonly StoredPool[], nowMs: number): Promise<StoredPool[]> {
  if (pools.length === 0) return [];
  const rows = await db().pool.findMany({
    where: { poolUnit: { in: pools.map(({ poolUnit }) => poolUnit) } },
    select: { poolUnit: true, bornAt: true },
  });
  const kept = new Map(rows.map(({ poolUnit, bornAt }) => [poolUnit, bornAt?.getTime() ?? null]));
  const unknown = pools.filter(({ poolUnit }) => !kept.has(poolUnit));
  const areNew = unknown.length > 0 && (await wasWalkedBefore(new Date(floorTo(dayMs, nowMs))));
  const born = unknown.map((pool) => (areNew ? { ...pool, bornAt: pool.seenAt } : pool));
  if (areNew) await savePools(born);
  const known = pools.flatMap((pool) => {
    const bornAt = kept.get(pool.poolUnit);
    return bornAt === undefined ? [] : [{ ...pool, bornAt }];
  });
  return [...known, ...born];
}
