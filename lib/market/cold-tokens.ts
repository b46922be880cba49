import "server-only";
import { createHash } from "node:crypto";
import { fromCache } from "@/lib/cache/from-cache";
import type { Unit } from "@/lib/cardano/brand";
import { redisKey, withRedis } from "@/lib/redis";

/** Who reads and does not come back lets the next one read. */
const readingMs = 2_000;
/** So long a unit that no pool trades is not asked for again, or up to twice as long. */
const untradedMs = 600_000;
/** Units are easily made up: of more in that time the others are asked for each time. */
const untradedAtMost = 20_000;

/** The hash of units that somebody looked for in vain lately. */
export const untradedKey = (nowMs: number) => redisKey("market", "untraded", String(Math.floor(nowMs / untradedMs)));

const noteScript = `
if redis.call('HLEN', KEYS[1]) >= ${untradedAtMost} then return 0 end
for at = 1, #ARGV do redis.call('HSET', KEYS[1], ARGV[at], '1') end
redis.call('PEXPIRE', KEYS[1], ${2 * untradedMs})
return 1`;

/** One command. */
export async function noteUntraded(units: readonly Unit[], nowMs: number): Promise<void> {
  if (units.length === 0) return;
  await fromCache(() => withRedis(1, (redis) => redis.eval(noteScript, [untradedKey(nowMs)], [...units])));
}

/** Pools were walked: who was looked for in vain may be there now. */
export async function forgetUntraded(nowMs: number): Promise<void> {
  await fromCache(() => withRedis(1, (redis) => redis.del(untradedKey(nowMs))));
}

/** Whether this caller is to read these and keep them for all others who want the same; null where nobody could keep them. */
export async function takeReading(units: readonly Unit[]): Promise<boolean | null> {
  const set = createHash("sha256").update(units.toSorted().join()).digest("hex").slice(0, 32);
  const key = redisKey("market", "reading", set);
  const taken = await fromCache(async () => ({
    isFirst: (await withRedis(1, (redis) => redis.set(key, "1", { nx: true, px: readingMs }))) !== null,
  }));
  return taken?.isFirst ?? null;
}
