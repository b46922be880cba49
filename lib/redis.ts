import "server-only";
import { Redis } from "@upstash/redis";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { count } from "@/lib/meter";

let client: Redis | undefined;

/** Values stay the strings that they are: a client that parses would turn amounts into floats. */
export function redis(): Redis {
  client ??= new Redis({
    url: env().UPSTASH_REDIS_REST_URL,
    token: env().UPSTASH_REDIS_REST_TOKEN,
    automaticDeserialization: false,
    enableTelemetry: false,
    enableAutoPipelining: false,
    retry: { retries: 1, backoff: () => 100 },
    signal: () => AbortSignal.timeout(2_000),
  });
  return client;
}

/** A key of this deployment's own. */
export function redisKey(...parts: readonly string[]): string {
  return [env().keyPrefix, ...parts].join(":");
}

/** Runs `commands` Redis commands; a Redis that is away is a failure with a name. */
export async function withRedis<T>(commands: number, work: (redis: Redis) => Promise<T>): Promise<T> {
  count("redisCommands", commands);
  try {
    return await work(redis());
  } catch (cause) {
    throw new AppError({
      code: "cache_unavailable",
      detail: "The cache did not answer. Try again in a moment.",
      retryable: true,
      retryAfterSeconds: 5,
      cause,
    });
  }
}
