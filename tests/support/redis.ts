import { afterAll } from "vitest";
import { startRedis } from "@/dev/redis/server";

/** Starts a Redis for the test file, before the one that TEST_REDIS_URL names or an embedded one, and gives the environment that leads to it. */
export async function startTestRedis(): Promise<{ environment: Record<string, string>; stop: () => Promise<void> }> {
  const token = "test-redis-token";
  const redis = await startRedis({ token, redisUrl: process.env.TEST_REDIS_URL });
  let running = true;
  const stop = async () => {
    if (running) await redis.close();
    running = false;
  };
  afterAll(stop);
  return { environment: { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: token }, stop };
}
