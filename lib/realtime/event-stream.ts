import "server-only";
import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";
import { countStream, forgetStream } from "@/lib/realtime/open-streams";
import { follow, leave, type Listener } from "@/lib/realtime/reader";
import { isEventId, type StoredEvent } from "@/lib/realtime/read-events";

export interface EventStreamOptions {
  /** Where an earlier stream ended, as the browser gives it back; anything else counts as none. */
  readonly lastEventId: string | null;
  /** Its signal aborts when the browser goes away; Node forgets to do so for a request that nobody holds, so the stream does. */
  readonly request: Pick<Request, "signal">;
  readonly now: Date;
  /** Whether the session that asked still is: looked at when it is told to have changed, and now and then. */
  readonly isAlive: () => Promise<boolean>;
  readonly heartbeatMs?: number;
  readonly checkMs?: number;
  /** An open stream costs function time, so it ends by itself and the browser comes back with its last id. */
  readonly lifetimeMs?: number;
}

const reconnectMs = 1_000;
/** A new stream begins this far back, so that nothing is lost between reading a page and listening. */
const overlapMs = 10_000;

/**
 * A user's events as server-sent events, from `lastEventId` on, each once. A user has so many open at once, the oldest of more
 * ends, and none outlives its session. Throws `cache_unavailable` where Redis does not answer.
 */
export async function openEventStream(
  userId: string,
  options: EventStreamOptions,
): Promise<ReadableStream<Uint8Array>> {
  const { lastEventId, now, request } = options;
  const ended = new AbortController();
  const end = () => ended.abort();
  request.signal.addEventListener("abort", end, { once: true });
  if (request.signal.aborted) end();
  const { body, send } = pipe(options, ended);
  const listener: Listener = {
    id: randomUUID(),
    userId,
    position: lastEventId !== null && isEventId(lastEventId) ? lastEventId : `${now.getTime() - overlapMs}-0`,
    send: (event) => send(format(event)),
    check: () => void endWithSession(options.isAlive, end),
    end,
  };
  const checks = setInterval(listener.check, options.checkMs ?? 60_000);
  const gone = () => {
    clearInterval(checks);
    request.signal.removeEventListener("abort", end);
    leave(listener);
    void forgetStream(userId, listener.id);
  };
  if (!ended.signal.aborted) ended.signal.addEventListener("abort", gone, { once: true });
  try {
    // It listens before it is counted: from then on others may end it.
    await follow(listener);
    await countStream(userId, listener.id, now);
  } catch (error) {
    end();
    throw error;
  }
  if (ended.signal.aborted) gone();
  return body;
}

/** The answer's body, which beats until it ends, and what writes into it; what is sent after its end is dropped. */
function pipe({ heartbeatMs = 15_000, lifetimeMs = 240_000 }: EventStreamOptions, ended: AbortController) {
  const encoder = new TextEncoder();
  let open: ReadableStreamDefaultController<Uint8Array> | null = null;
  const send = (text: string) => open?.enqueue(encoder.encode(text));
  const heartbeat = setInterval(() => send(": heartbeat\n\n"), heartbeatMs);
  const lifetime = setTimeout(() => ended.abort(), lifetimeMs);
  const stop = () => {
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    open?.close();
    open = null;
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      open = controller;
    },
    cancel() {
      open = null;
      ended.abort();
    },
  });
  send(`retry: ${reconnectMs}\n\n`);
  if (ended.signal.aborted) stop();
  else ended.signal.addEventListener("abort", stop, { once: true });
  return { body, send };
}

async function endWithSession(isAlive: () => Promise<boolean>, end: () => void): Promise<void> {
  try {
    if (!(await isAlive())) end();
  } catch (error) {
    log.warn("events.session_unchecked", { error });
  }
}

function format({ id, event, data }: StoredEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;
}
