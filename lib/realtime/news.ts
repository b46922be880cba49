import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { count } from "@/lib/meter";
import { outboundFetch } from "@/lib/outbound";
import { redisKey } from "@/lib/redis";

/** What one channel tells all functions: a user has new events, a user's sessions changed, or some streams are to end. */
export type News =
  | { readonly kind: "events"; readonly userId: string }
  | { readonly kind: "sessions"; readonly userId: string }
  | { readonly kind: "end"; readonly streamIds: readonly string[] };

export function newsChannel(): string {
  return redisKey("news");
}

const marks = { events: "", sessions: "?", end: "!" } as const;

export function writeNews(news: News): string {
  return marks[news.kind] + (news.kind === "end" ? news.streamIds.join(" ") : news.userId);
}

function readNews(text: string): News {
  if (text.startsWith(marks.end)) return { kind: "end", streamIds: text.slice(1).split(" ") };
  if (text.startsWith(marks.sessions)) return { kind: "sessions", userId: text.slice(1) };
  return { kind: "events", userId: text };
}

/**
 * Listens until `signal` aborts, by Upstash's own stream of `GET /subscribe/{channel}`; resolves when it listens and yields
 * lots of news. Throws `cache_unavailable` at once where Redis does not answer.
 */
export async function openNews(signal: AbortSignal): Promise<AsyncGenerator<News[]>> {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  count("redisCommands");
  try {
    const response = await outboundFetch(`${url}/subscribe/${encodeURIComponent(newsChannel())}`, {
      headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
      cache: "no-store",
      signal,
    });
    if (!response.ok || response.body === null) throw new Error(`subscribe answered ${response.status}`);
    const lots = readLots(response.body.getReader(), signal);
    const first = await lots.next();
    if (first.done === true) throw new Error("subscribe ended at once");
    return lots;
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

/**
 * A chunk may bring many messages or half of one. The first lot, which says that it listens, has no news. `fetch` forgets its
 * signal once its request is collected, so the reader is cancelled by itself.
 */
async function* readLots(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal): AsyncGenerator<News[]> {
  signal.addEventListener("abort", () => void reader.cancel().catch(() => undefined), { once: true });
  const decoder = new TextDecoder();
  const head = `data: message,${newsChannel()},`;
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    const told = lines.filter((line) => line.startsWith("data: "));
    const news = told.filter((line) => line.startsWith(head)).map((line) => readNews(line.slice(head.length).trim()));
    if (told.length > 0) yield news;
  }
}
