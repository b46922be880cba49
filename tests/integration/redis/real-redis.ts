import { RedisConnection } from "@/dev/redis/redis-connection";
import { parseRedisUrl } from "@/dev/redis/redis-url";

/** The tests own this database of a real server and nothing else. */
const TEST_DATABASE = 9;

export interface RealRedis {
  /** Names the database too. */
  readonly url: string;
  /** Why the tests that need a real server are skipped; empty where one answers. */
  readonly missing: string;
}

export async function findRealRedis(): Promise<RealRedis> {
  const url = new URL(process.env["REDIS_TEST_URL"] ?? "redis://127.0.0.1:6379");
  url.pathname = `/${String(TEST_DATABASE)}`;
  try {
    const connection = await RedisConnection.connect(parseRedisUrl(url.href));
    connection.close();
    return { url: url.href, missing: "" };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    return { url: url.href, missing: `no real Redis at ${url.host}: ${reason}` };
  }
}
