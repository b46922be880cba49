import "server-only";
import { jsonOrNull } from "@/lib/http/json-or-null";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { countersExpire, countersKey } from "@/lib/counters";
import { fromCache } from "@/lib/cache/from-cache";
import { toJson } from "@/lib/http/to-json";
import { redisKey, withRedis } from "@/lib/redis";

/** Longest that a figure is kept; each goes at once when a sync of its user commits. */
const keptMs = 30_000;
/** What lacks something that is just being fetched is kept for those who ask at the same time only. */
const lackingMs = 1_000;
/** A reading that takes longer than this lets the next one begin. */
const readingMs = 5_000;
const waitsMs = [50, 100, 200, 400];

/**
 * One hash a user: `{name}` holds `until|json`, `{name}?` the reading under way as `until|token`. KEYS: hash, counters.
 * ARGV: name, token → the JSON, "reading" where another one is under way, or null where this one is to read.
 */
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function live(field)
  local stored = redis.call('HGET', KEYS[1], field)
  local bar = stored and string.find(stored, '|', 1, true)
  if bar and tonumber(string.sub(stored, 1, bar - 1)) > now then return string.sub(stored, bar + 1) end
end
local value = live(ARGV[1])
if not value and live(ARGV[1] .. '?') then return 'reading' end
redis.call('HINCRBY', KEYS[2], value and 'derived:hit' or 'derived:miss', 1)
${countersExpire(2)}
if value then return value end
redis.call('HSET', KEYS[1], ARGV[1] .. '?', (now + ${readingMs}) .. '|' .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ${keptMs + readingMs})
return false
`;

/** Keeps what was read, unless a commit has dropped the user's figures since the reading began. ARGV: name, token, JSON, ms. */
const keepScript = `
local reading = redis.call('HGET', KEYS[1], ARGV[1] .. '?')
if not reading or string.sub(reading, -#ARGV[2]) ~= ARGV[2] then return 0 end
local time = redis.call('TIME')
redis.call('HDEL', KEYS[1], ARGV[1] .. '?')
redis.call('HSET', KEYS[1], ARGV[1], (time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[4]) .. '|' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ${keptMs + readingMs})
return 1
`;

/** Where a user's derived figures are kept; deleting it drops them all, and what is being read just now is not kept. */
export function derivedKey(userId: string): string {
  return redisKey("derived", userId);
}

/** Drops a user's figures: something that they are derived from is another now. */
export async function dropDerived(userId: string): Promise<void> {
  await fromCache(() => withRedis(1, (redis) => redis.del(derivedKey(userId))));
}

/**
 * A figure that is derived from a user's rows: from the cache while that is fresh, else read once, however many ask at the
 * same time. Without Redis it is read each time.
 *
 * @param isWhole whether it lacks nothing that is just being fetched
 */
export async function derived<S extends z.ZodType>(
  userId: string,
  name: string,
  schema: S,
  read: () => Promise<z.output<S>>,
  isWhole: (value: z.output<S>) => boolean = () => true,
): Promise<z.output<S>> {
  const token = randomUUID();
  const taken = await takeOrWait(userId, name, token);
  if (taken === undefined) return read();
  const kept = taken === null ? undefined : schema.safeParse(jsonOrNull(taken));
  if (kept?.success === true) return kept.data;
  const value = await read();
  const words = [name, token, toJson(value), String(isWhole(value) ? keptMs : lackingMs)];
  await fromCache(() => withRedis(1, (redis) => redis.eval(keepScript, [derivedKey(userId)], words)));
  return value;
}

/** The JSON kept; null where this caller is to read and keep; undefined where it is to read for itself only. */
async function takeOrWait(userId: string, name: string, token: string): Promise<string | null | undefined> {
  for (const waitMs of [...waitsMs, null]) {
    const taken = await fromCache(async () => ({
      json: await withRedis(1, (redis) =>
        redis.eval<string[], string | null>(takeScript, [derivedKey(userId), countersKey(new Date())], [name, token]),
      ),
    }));
    if (taken === null) return undefined;
    if (taken.json !== "reading") return taken.json;
    if (waitMs !== null) await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return undefined;
}
