import "server-only";
import { countersExpire, countersKey } from "@/lib/counters";
import { fromCache } from "@/lib/cache/from-cache";
import { redisKey, withRedis } from "@/lib/redis";
import { readToken, type TokenInfo } from "@/lib/tokens/lookup-token-info";
import { readTokenRows } from "@/lib/tokens/lookup-token-rows";

const keptSeconds = 24 * 60 * 60;

/** MGET that counts what it found and what it did not. KEYS: counters, tokens. */
const readScript = `
local values, hits = {}, 0
for i = 2, #KEYS do
  values[i - 1] = redis.call('GET', KEYS[i])
  if values[i - 1] then hits = hits + 1 end
end
redis.call('HINCRBY', KEYS[1], 'tokens:hit', hits)
redis.call('HINCRBY', KEYS[1], 'tokens:miss', #KEYS - 1 - hits)
${countersExpire(1)}
return values
`;

/**
 * What each unit is, by unit; what nobody has looked up yet is not in the map.
 * Redis first, then Postgres, which refills Redis. A Redis that is away makes it slower, never wrong.
 */
export async function lookupTokens(units: readonly string[]): Promise<Map<string, TokenInfo>> {
  const wanted = [...new Set(units)];
  const cached = await readCache(wanted);
  const missing = wanted.filter((unit) => !cached?.has(unit));
  const stored = await readTokenRows(missing);
  if (cached !== null && stored.length > 0) await writeCache(stored);
  return new Map([...(cached ?? []), ...stored.map((token) => [token.unit, token] as const)]);
}

/** Null where Redis is away. */
async function readCache(units: readonly string[]): Promise<Map<string, TokenInfo> | null> {
  if (units.length === 0) return new Map();
  const values = await fromCache(() =>
    withRedis(1, (redis) =>
      redis.eval<[], (string | null)[]>(
        readScript,
        [countersKey(new Date()), ...units.map((unit) => redisKey("token", unit))],
        [],
      ),
    ),
  );
  if (values === null) return null;
  return new Map(
    values.flatMap((value) => {
      const token = value === null ? null : readToken(value);
      return token === null ? [] : [[token.unit, token] as const];
    }),
  );
}

/** Puts tokens where the next lookup finds them without the database. */
async function writeCache(tokens: readonly TokenInfo[]): Promise<void> {
  await fromCache(() =>
    withRedis(tokens.length, (redis) => {
      const pipeline = redis.pipeline();
      for (const token of tokens)
        pipeline.set(redisKey("token", token.unit), JSON.stringify(token), { ex: keptSeconds });
      return pipeline.exec();
    }),
  );
}

/** Takes away what is cached of tokens that have just been written, so that the next look-up reads the new rows. */
export async function forgetTokens(units: readonly string[]): Promise<void> {
  await fromCache(() => withRedis(1, (redis) => redis.del(...units.map((unit) => redisKey("token", unit)))));
}
