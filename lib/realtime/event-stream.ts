import "server-only";
import { log } from "@/lib/log";
import { openAnnouncements } from "@/lib/realtime/announcements";
import { isEventId, readEvents, type StoredEvent } from "@/lib/realtime/read-events";

export interface EventStreamOptions {
  /** Where an earlier stream ended, as the browser gives it back; anything else counts as none. */
  readonly lastEventId: string | null;
  /** The request's own: aborts when the browser goes away. */
  readonly signal: AbortSignal;
  readonly now: Date;
  readonly heartbeatMs?: number;
  /** An open stream costs function time, so it ends by itself and the browser comes back with its last id. */
  readonly lifetimeMs?: number;
  /** Whether the session that opened it still is one; asked when one of the user's has ended. */
  readonly isAlive?: () => Promise<boolean>;
}

const reconnectMs = 1_000;
/** A new stream begins this far back, so that nothing is lost between reading a page and listening. */
const overlapMs = 10_000;

/**
 * A user's events as server-sent events, from `lastEventId` on. First listens, then reads what came since, so that
 * nothing falls between the two; each lot of news is read from the stream after the last id sent, so nothing comes twice.
 * Throws `cache_unavailable` where Redis does not answer.
 */
export async function openEventStream(
  userId: string,
  options: EventStreamOptions,
): Promise<ReadableStream<Uint8Array>> {
  const { lastEventId, now, heartbeatMs = 15_000, lifetimeMs = 240_000 } = options;
  const ended = new AbortController();
  const end = () => ended.abort();
  options.signal.addEventListener("abort", end, { once: true });
  if (options.signal.aborted) end();
  const announcements = await openAnnouncements(userId, ended.signal);
  const start = lastEventId !== null && isEventId(lastEventId) ? lastEventId : `${now.getTime() - overlapMs}-0`;

  let cancelled = false;
  return new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      send(`retry: ${reconnectMs}\n\n`);
      const heartbeat = setInterval(() => send(": heartbeat\n\n"), heartbeatMs);
      const lifetime = setTimeout(end, lifetimeMs);
      const stop = () => {
        clearInterval(heartbeat);
        clearTimeout(lifetime);
        options.signal.removeEventListener("abort", end);
        if (!cancelled) controller.close();
      };
      if (ended.signal.aborted) stop();
      else ended.signal.addEventListener("abort", stop, { once: true });
      void forward(userId, { start, announcements, ended, send, isAlive: options.isAlive });
    },
    cancel() {
      cancelled = true;
      end();
    },
  });
}

interface Forwarding {
  readonly start: string;
  readonly announcements: AsyncGenerator<void>;
  readonly ended: AbortController;
  readonly send: (text: string) => void;
  readonly isAlive: EventStreamOptions["isAlive"];
}

/** Sends until the stream ends; a Redis that ends or fails ends the stream too, and the browser comes back. */
async function forward(userId: string, { start, announcements, ended, send, isAlive }: Forwarding): Promise<void> {
  let position = start;
  try {
    for await (const _news of announcements) {
      const events = await readEvents(userId, position);
      // Of an account that is gone there is nothing to read any more.
      const mayBeOver = events.length === 0 || events.some(({ event }) => event === "session.ended");
      if (mayBeOver && isAlive !== undefined && !(await isAlive())) return;
      if (ended.signal.aborted) return;
      for (const event of events) send(format(event));
      position = events.at(-1)?.id ?? position;
    }
  } catch (error) {
    if (!ended.signal.aborted) log.warn("events.broken", { userId, error });
  } finally {
    ended.abort();
  }
}

function format({ id, event, data }: StoredEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}
