import "server-only";
import { log } from "@/lib/log";
import { redisKey, withRedis } from "@/lib/redis";

const keptSeconds = 8 * 86_400;

/** To stand in a script after it has raised a counter of `KEYS[which]`: no key of ours is kept for ever. */
export const countersExpire = (which: number): string => `redis.call('EXPIRE', KEYS[${which}], ${keptSeconds}, 'NX')`;

/** The hash in which a day's counters stand, by UTC day. */
export function countersKey(now: Date): string {
  return redisKey("counters", now.toISOString().slice(0, 10));
}

/** Raises one counter of today; one command. Counters are heat: a Redis that is away is logged and never thrown. */
export async function raise(counter: string): Promise<void> {
  const script = `redis.call('HINCRBY', KEYS[1], ARGV[1], 1) ${countersExpire(1)} return 1`;
  try {
    await withRedis(1, (redis) => redis.eval(script, [countersKey(new Date())], [counter]));
  } catch (error) {
    log.debug("counter.lost", { counter, error });
  }
}

/** A day's counters by name. Throws `cache_unavailable`. */
export async function readCounters(day: Date): Promise<ReadonlyMap<string, number>> {
  const words = await withRedis(1, (redis) =>
    redis.eval<[], string[]>("return redis.call('HGETALL', KEYS[1])", [countersKey(day)], []),
  );
  return new Map(words.flatMap((name, index) => (index % 2 === 0 ? [[name, Number(words[index + 1])] as const] : [])));
}
