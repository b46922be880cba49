import "server-only";
import { countersExpire, countersKey, raise } from "@/lib/counters";
import { redisKey, withRedis } from "@/lib/redis";

const begun = "flush:begun";
const done = "flush:done";
const rowsWritten = "flush:rows";

const lastKey = () => redisKey("market", "flush");

interface Flush {
  readonly at: string;
  /** Tokens that had changed, and the rows that were written of them. */
  readonly changed: number;
  readonly rows: number;
  readonly ms: number;
  /** How long the first of the changes had waited. */
  readonly lagMs: number;
}

/** How today's flushes did, and the last one. What was begun and is not done was killed, or failed. */
export interface FlushOutcomes {
  readonly begun: number;
  readonly done: number;
  /** Of those that were begun; null before the first. */
  readonly rate: number | null;
  readonly rows: number;
  readonly last: Flush | null;
}

/** One command, before anything is written. */
export const beginFlush = (): Promise<void> => raise(begun);

/** Takes units off the list that did not change again since the flush was begun, and counts it as done. */
const endScript = `
for at = 5, #ARGV do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[at])
  if score and tonumber(score) <= tonumber(ARGV[1]) then redis.call('ZREM', KEYS[1], ARGV[at]) end
end
redis.call('SET', KEYS[2], ARGV[2])
redis.call('HINCRBY', KEYS[3], ARGV[3], 1)
redis.call('HINCRBY', KEYS[3], '${rowsWritten}', ARGV[4])
${countersExpire(3)}
return 1`;

/** One command, when its rows are in Postgres. Throws `cache_unavailable`. */
export async function endFlush(dirtyKey: string, units: readonly string[], nowMs: number, flush: Flush): Promise<void> {
  const keys = [dirtyKey, lastKey(), countersKey(new Date(nowMs))];
  const words = [String(nowMs), JSON.stringify(flush), done, String(flush.rows), ...units];
  await withRedis(1, (redis) => redis.eval(endScript, keys, words));
}

/** By a day's counters. Throws `cache_unavailable`. */
export async function flushOutcomes(counters: ReadonlyMap<string, number>): Promise<FlushOutcomes> {
  const last = await withRedis(1, (redis) => redis.get<string>(lastKey()));
  const [all, good] = [counters.get(begun) ?? 0, counters.get(done) ?? 0];
  return {
    begun: all,
    done: good,
    rate: all === 0 ? null : Math.min(1, good / all),
    rows: counters.get(rowsWritten) ?? 0,
    last: last === null ? null : (JSON.parse(last) as Flush),
  };
}
