import "server-only";
import { z } from "zod";
import { poolOutput } from "@/lib/market/pool-output";
import type { StoredPool } from "@/lib/market/pool-store";
import { storedPool } from "@/lib/market/poll-pools";
import { redisKey, withRedis } from "@/lib/redis";

/** States that wait for the next look; of more the oldest are forgotten, which a look finds anyway. */
const hookedAtMost = 1_000;
/** A block has room for fewer. */
const statesPerEvent = 200;
/** Of one state as JSON; an output may carry more tokens than a pool has use for. */
const stateCharacters = 4_000;
const keptSeconds = 86_400;

const hookedKey = () => redisKey("market", "hooked");

const hooked = z.object({ output: poolOutput, seenAt: z.int() });

/** Adds states to the list, and says how many waited before. */
const pushScript = `
local waiting = redis.call('LLEN', KEYS[1])
for at = 1, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[at]) end
redis.call('LTRIM', KEYS[1], -${hookedAtMost}, -1)
redis.call('EXPIRE', KEYS[1], ${keptSeconds})
return waiting`;

/** Takes the first off the list where they are still its first: else it was trimmed since they were read. */
const dropScript = `
if redis.call('LRANGE', KEYS[1], 0, 0)[1] == ARGV[1] then redis.call('LTRIM', KEYS[1], ARGV[2], -1) end
return 1`;

/** Keeps states for the next look; one command. Resolves with how many waited before. Throws `cache_unavailable`. */
export async function pushHooked(pools: readonly StoredPool[]): Promise<number> {
  const words = pools
    .slice(-statesPerEvent)
    .map(({ output, seenAt }) => JSON.stringify({ output, seenAt }))
    .filter(({ length }) => length <= stateCharacters);
  return withRedis(1, (redis) => redis.eval<string[], number>(pushScript, [hookedKey()], words));
}

/** States that wait, and how they are taken off the list once they had their effect. */
interface Hooked {
  readonly pools: readonly StoredPool[];
  readonly drop: () => Promise<unknown>;
}

/** One command. Throws `cache_unavailable`. */
export async function readHooked(): Promise<Hooked> {
  const words = await withRedis(1, (redis) => redis.lrange(hookedKey(), 0, -1));
  const pools = words.flatMap((word) => {
    // A value of an older form is as good as none.
    const { data } = hooked.safeParse(JSON.parse(word));
    return data === undefined ? [] : storedPool(data.output, data.seenAt);
  });
  const drop = async () => {
    const [first] = words;
    if (first === undefined) return;
    await withRedis(1, (redis) => redis.eval(dropScript, [hookedKey()], [first, String(words.length)]));
  };
  return { pools, drop };
}
