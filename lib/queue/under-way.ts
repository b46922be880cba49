import "server-only";
import { log } from "@/lib/log";
import { redisKey, withRedis } from "@/lib/redis";

/** A chain that is silent for so long has lost its message; a round of one takes seconds. */
const silentSeconds = 60;

/**
 * Whether a chain of messages that does the same for the same user is not under way already: true once, until it ends or is
 * silent. Without Redis every chain may begin; two of them side by side do no harm but cost.
 */
export async function beginChain(name: string, userId: string): Promise<boolean> {
  const options = { nx: true, ex: silentSeconds } as const;
  return marked(true, () =>
    withRedis(1, async (redis) => (await redis.set(keyOf(name, userId), "1", options)) !== null),
  );
}

/** A round of the chain was handed on. */
export async function chainGoesOn(name: string, userId: string): Promise<void> {
  await marked(null, () =>
    withRedis<unknown>(1, (redis) => redis.set(keyOf(name, userId), "1", { ex: silentSeconds })),
  );
}

/** The chain is at its end: what becomes due from now on needs another. Whoever ends one looks once more after this. */
export async function endChain(name: string, userId: string): Promise<void> {
  await marked(0, () => withRedis(1, (redis) => redis.del(keyOf(name, userId))));
}

function keyOf(name: string, userId: string): string {
  return redisKey("under-way", name, userId);
}

async function marked<T>(otherwise: NoInfer<T>, mark: () => Promise<T>): Promise<T> {
  try {
    return await mark();
  } catch (error) {
    log.warn("chain.unmarked", { error });
    return otherwise;
  }
}
