import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { db } from "@/lib/db";
import { hashFields } from "@/lib/market/hash-fields";
import { sendAll, type Command } from "@/lib/market/rank-tokens";
import { dayMs } from "@/lib/rates/instants";
import { redisKey, withRedis } from "@/lib/redis";

/** Of more units that people hold or watch, the others are kept only while they are traded. */
const keptAtMost = 20_000;
const unitsPerCommand = 1_000;
/** Stands in the hash as the day on which it was last read from Postgres. */
const readOn = "*";

/** Units that somebody holds or watches, so that a flush need not wake the database to ask. */
const keptKey = () => redisKey("market", "kept");

/** Notes units as somebody's. */
export function keepCommand(units: readonly Unit[]): Command {
  return (pipeline) => pipeline.hset(keptKey(), Object.fromEntries(units.map((unit) => [unit, "1"])));
}

/** Notes units as somebody's, to be kept though nobody trades them. Throws `cache_unavailable`. */
export async function keepUnits(units: readonly Unit[]): Promise<void> {
  for (let at = 0; at < units.length; at += unitsPerCommand)
    await sendAll([keepCommand(units.slice(at, at + unitsPerCommand))]);
}

/** Those of the units that are somebody's; read from Postgres once a day, and where Redis lost them. Throws `cache_unavailable`. */
export async function keptAmong(units: readonly Unit[], nowMs: number): Promise<ReadonlySet<Unit>> {
  if (units.length === 0) return new Set();
  const today = String(Math.floor(nowMs / dayMs));
  const [lastRead, ...marks] = await hashFields(keptKey(), [readOn, ...units]);
  if (lastRead === today) return new Set(units.filter((_, at) => marks[at] !== null));
  const all = await readSomebodys();
  await withRedis(1, (redis) => redis.del(keptKey()));
  await keepUnits(all);
  await withRedis(1, (redis) => redis.hset(keptKey(), { [readOn]: today }));
  const kept = new Set<Unit>(all);
  return new Set(units.filter((unit) => kept.has(unit)));
}

/** Units that are somebody's and that a pool trades, or that are shares of one: the others have no price to keep. */
async function readSomebodys(): Promise<Unit[]> {
  const rows = await db().$queryRaw<{ unit: Unit }[]>`
    SELECT u.unit FROM (SELECT unnest(units) AS unit FROM pool UNION SELECT lp_unit FROM price_pool WHERE lp_unit IS NOT NULL) u
    WHERE u.unit <> 'lovelace' AND (EXISTS (SELECT FROM balance b WHERE b.unit = u.unit AND b.quantity > 0)
      OR EXISTS (SELECT FROM watch w WHERE w.unit = u.unit))
    LIMIT ${keptAtMost}`;
  return rows.map(({ unit }) => unit);
}
