import "server-only";
import { log } from "@/lib/log";
import { redisKey, withRedis } from "@/lib/redis";

/** Longer than a signature lives: the queue gives it five minutes, our clock a few seconds more. */
const rememberedSeconds = 600;
/** Outlives the function that handles a delivery (10 s) by little: where it died, the same delivery may come again. */
const leaseSeconds = 11;

/**
 * Takes a delivery to be handled. `done`: it was handled before, so this is a replay; `held`: a function is at it, or has
 * just died of it. Without Redis every delivery passes: jobs are idempotent, and a chain must not stand still.
 */
export async function takeDelivery(id: string): Promise<"taken" | "held" | "done"> {
  const key = keyOf(id);
  try {
    const isNew = await withRedis(1, (redis) => redis.set(key, "held", { nx: true, ex: leaseSeconds }));
    if (isNew !== null) return "taken";
    return (await withRedis(1, (redis) => redis.get(key))) === "done" ? "done" : "held";
  } catch (error) {
    log.warn("job.replay_unchecked", { error });
    return "taken";
  }
}

/** A function near its end must not wait for a Redis that hangs. */
const patienceMs = 250;

/** Notes that a delivery had its effect, or gives it back where it is to come again. */
export async function settleDelivery(id: string, state: "done" | "open"): Promise<void> {
  const key = keyOf(id);
  const settled = withRedis(1, async (redis) => {
    await (state === "done" ? redis.set(key, "done", { ex: rememberedSeconds }) : redis.del(key));
  }).catch((error: unknown) => log.warn("job.replay_unchecked", { error }));
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([settled, tooLate]).finally(() => clearTimeout(timer));
}

function keyOf(id: string): string {
  return redisKey("delivery", id);
}
