import "server-only";
import { limits } from "@/lib/contract/limits";
import { log } from "@/lib/log";
import { newsChannel, writeNews } from "@/lib/realtime/news";
import { redisKey, withRedis } from "@/lib/redis";

/** Longer than any stream lives. */
const keptSeconds = 600;

function openStreamsKey(userId: string): string {
  return redisKey("streams", userId);
}

/**
 * Counts a stream among its user's, wherever these are open; of more than may be the oldest ends, whichever function holds it.
 * Throws `cache_unavailable`.
 */
export async function countStream(userId: string, streamId: string, now: Date): Promise<void> {
  const key = openStreamsKey(userId);
  const answers = await withRedis(4, (redis) =>
    redis
      .pipeline()
      .zadd(key, { score: now.getTime(), member: streamId })
      .zremrangebyscore(key, 0, now.getTime() - keptSeconds * 1000)
      .expire(key, keptSeconds)
      .zrange<string[]>(key, 0, -1)
      .exec<[unknown, unknown, unknown, string[]]>(),
  );
  const streamIds = answers[3].slice(0, -limits.streams);
  if (streamIds.length === 0) return;
  await withRedis(2, (redis) =>
    redis
      .pipeline()
      .zrem(key, ...streamIds)
      .publish(newsChannel(), writeNews({ kind: "end", streamIds }))
      .exec(),
  );
}

/** What is not told here ends by itself. */
export async function forgetStream(userId: string, streamId: string): Promise<void> {
  try {
    await withRedis(1, (redis) => redis.zrem(openStreamsKey(userId), streamId));
  } catch (error) {
    log.warn("events.stream_not_forgotten", { error });
  }
}

/** Has every open stream of the user look at once whether its session still is. Heat: each looks by itself, too. */
export async function tellSessionsChanged(userId: string): Promise<void> {
  try {
    await withRedis(1, (redis) => redis.publish(newsChannel(), writeNews({ kind: "sessions", userId })));
  } catch (error) {
    log.warn("events.sessions_not_told", { userId, error });
  }
}
