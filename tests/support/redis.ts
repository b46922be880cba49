import { afterAll, vi } from "vitest";
import { startRedis, type LocalRedis } from "@/dev/redis/server";

/** Starts a Redis for the test file, before the one that TEST_REDIS_URL names or an embedded one, and gives the environment that leads to it. */
export async function startTestRedis(): Promise<{ environment: Record<string, string>; stop: () => Promise<void> }> {
  const redis = await startRedisOfFile();
  let running = true;
  const stop = async () => {
    if (running) await redis.close();
    running = false;
  };
  afterAll(stop);
  return { environment: { UPSTASH_REDIS_REST_URL: redis.url, UPSTASH_REDIS_REST_TOKEN: redis.token }, stop };
}

/** The same without an end of its own. Files that run side by side have a database each: some of them empty theirs. */
export function startRedisOfFile(): Promise<LocalRedis> {
  const { TEST_REDIS_URL: server, VITEST_POOL_ID: worker = "0" } = process.env;
  const redisUrl = server === undefined ? undefined : new URL(`/${Number(worker) % 16}`, server).href;
  return startRedis({ token: "test-redis-token", redisUrl });
}

/** After so many requests none reaches Redis until the function that this gives is called; what asks others goes on. */
export function takeRedisAway(after = 0): () => void {
  const ask = globalThis.fetch;
  let left = after;
  const { origin } = new URL(process.env.UPSTASH_REDIS_REST_URL ?? "");
  const away = vi.spyOn(globalThis, "fetch").mockImplementation((asked, init) => {
    const url = asked instanceof Request ? asked.url : String(asked);
    if (url.startsWith(origin) && (left -= 1) < 0) return Promise.reject(new TypeError("fetch failed"));
    return ask(asked, init);
  });
  return () => away.mockRestore();
}
