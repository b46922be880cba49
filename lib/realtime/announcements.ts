import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { count } from "@/lib/meter";
import { outboundFetch } from "@/lib/outbound";
import { eventStreamKey } from "@/lib/realtime/event-stream-key";

/**
 * Listens for a user's events until `signal` aborts: opens Upstash's own stream of `GET /subscribe/{channel}` and yields
 * once when it listens and once for each lot of news. Throws `cache_unavailable` at once where Redis does not answer.
 */
export async function openAnnouncements(userId: string, signal: AbortSignal): Promise<AsyncGenerator<void>> {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  count("redisCommands");
  try {
    const response = await outboundFetch(`${url}/subscribe/${encodeURIComponent(eventStreamKey(userId))}`, {
      headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
      cache: "no-store",
      signal,
    });
    if (!response.ok || response.body === null) throw new Error(`subscribe answered ${response.status}`);
    return readLots(response.body);
  } catch (cause) {
    throw new AppError({
      code: "cache_unavailable",
      detail: "Live updates are not available right now.",
      retryable: true,
      retryAfterSeconds: 5,
      cause,
    });
  }
}

/** A chunk may bring many messages or half of one; what counts is that something new is there to be read. */
async function* readLots(body: ReadableStream<Uint8Array>): AsyncGenerator<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (lines.some((line) => line.startsWith("data: "))) yield;
  }
}
