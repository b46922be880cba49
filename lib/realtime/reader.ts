import "server-only";
import { log } from "@/lib/log";
import { processWide } from "@/lib/process-wide";
import { openNews, type News } from "@/lib/realtime/news";
import { readEvents, type StoredEvent } from "@/lib/realtime/read-events";

/** An open stream of one user's events, as the reader knows it. */
export interface Listener {
  readonly id: string;
  readonly userId: string;
  /** The id of the last event that was sent. */
  position: string;
  readonly send: (event: StoredEvent) => void;
  /** Looks whether the session behind it still is, and ends it where not. */
  readonly check: () => void;
  readonly end: () => void;
}

/**
 * All streams of this function listen to Redis by one subscription, which is open while there is a stream, and the events of a
 * user are read once for all of theirs.
 */
const reader = processWide("live reader", () => ({
  listeners: new Set<Listener>(),
  listening: null as { readonly stop: AbortController; readonly ready: Promise<void> } | null,
  /** Users whose events are being read, and whether news have come meanwhile. */
  reading: new Map<string, boolean>(),
}));

/** Sends what came since the listener's position, and from then on what comes. Throws `cache_unavailable`. */
export async function follow(listener: Listener): Promise<void> {
  reader.listeners.add(listener);
  try {
    reader.listening ??= listen();
    await reader.listening.ready;
  } catch (error) {
    leave(listener);
    throw error;
  }
  deliver(listener.userId);
}

export function leave(listener: Listener): void {
  reader.listeners.delete(listener);
  if (reader.listeners.size > 0) return;
  reader.listening?.stop.abort();
  reader.listening = null;
}

function listen() {
  const stop = new AbortController();
  const ready = openNews(stop.signal).then((lots) => void pump(lots, stop));
  ready.catch(() => {
    if (reader.listening?.stop === stop) reader.listening = null;
  });
  return { stop, ready };
}

/** A Redis that ends or fails ends every stream, and the browsers come back. */
async function pump(lots: AsyncGenerator<News[]>, stop: AbortController): Promise<void> {
  try {
    for await (const lot of lots) for (const news of lot) hear(news);
  } catch (error) {
    if (!stop.signal.aborted) log.warn("events.broken", { error });
  }
  if (stop.signal.aborted) return;
  if (reader.listening?.stop === stop) reader.listening = null;
  for (const listener of [...reader.listeners]) listener.end();
}

function hear(news: News): void {
  if (news.kind === "events") {
    deliver(news.userId);
    return;
  }
  for (const listener of [...reader.listeners]) {
    if (news.kind === "end") {
      if (news.streamIds.includes(listener.id)) listener.end();
    } else if (listener.userId === news.userId) listener.check();
  }
}

const listenersOf = (userId: string) => [...reader.listeners].filter((listener) => listener.userId === userId);

/** Reads a user's events; news that come meanwhile have them read once more. */
function deliver(userId: string): void {
  if (reader.reading.has(userId)) reader.reading.set(userId, true);
  else if (listenersOf(userId).length > 0) void readFor(userId);
}

async function readFor(userId: string): Promise<void> {
  try {
    do {
      reader.reading.set(userId, false);
      const [first] = listenersOf(userId).toSorted((a, b) => compare(a.position, b.position));
      if (first === undefined) return;
      const events = await readEvents(userId, first.position);
      for (const listener of listenersOf(userId)) sendTo(listener, events);
    } while (reader.reading.get(userId) === true);
  } catch (error) {
    log.warn("events.broken", { userId, error });
    for (const listener of listenersOf(userId)) listener.end();
  } finally {
    reader.reading.delete(userId);
  }
}

function sendTo(listener: Listener, events: readonly StoredEvent[]): void {
  for (const event of events) {
    if (compare(event.id, listener.position) <= 0) continue;
    listener.send(event);
    listener.position = event.id;
  }
}

/** By Redis' order of stream ids, `milliseconds-sequence`. */
function compare(a: string, b: string): number {
  const [[aMs = 0n, aSeq = 0n], [bMs = 0n, bSeq = 0n]] = [a, b].map((id) => id.split("-").map(BigInt)) as [
    bigint[],
    bigint[],
  ];
  return aMs === bMs ? Number(aSeq - bSeq) : Number(aMs - bMs);
}
