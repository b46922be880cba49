import "server-only";
import { createHash } from "node:crypto";
import { log } from "@/lib/log";
import { redisKey, withRedis } from "@/lib/redis";

/** Longer than a signature lives: QStash gives it five minutes, our clock a few seconds more. */
const keptSeconds = 600;

/**
 * Notes that a verified signature is used; false where it was before. QStash signs each delivery anew (its `jti`), so a
 * second one is a replay. Without Redis every message passes: jobs are idempotent, and a chain must not stand still.
 */
export async function markUsed(signature: string): Promise<boolean> {
  try {
    return (await withRedis(1, (redis) => redis.set(keyOf(signature), "1", { nx: true, ex: keptSeconds }))) !== null;
  } catch (error) {
    log.warn("job.replay_unchecked", { error });
    return true;
  }
}

/** Takes the note back where the job failed: a delivery that comes again may have its effect. */
export async function markUnused(signature: string): Promise<void> {
  try {
    await withRedis(1, (redis) => redis.del(keyOf(signature)));
  } catch (error) {
    log.warn("job.replay_unchecked", { error });
  }
}

/** The signed part only: the signature behind it could be written in more than one way. */
function keyOf(token: string): string {
  const signed = token.slice(0, token.lastIndexOf("."));
  return redisKey("used-signature", createHash("sha256").update(signed).digest("hex"));
}
