import "server-only";
import { withRedis } from "@/lib/redis";

/** Fields of a hash in the order asked, null for those that it does not have; one command. Throws `cache_unavailable`. */
export async function hashFields(key: string, fields: readonly string[]): Promise<(string | null)[]> {
  // The client gives the words as they are, since it parses none of them; its type says what it would make of them.
  const words: unknown = await withRedis(1, (redis) => redis.hmget(key, ...fields));
  return words as (string | null)[];
}
