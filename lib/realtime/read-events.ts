import "server-only";
import { z } from "zod";
import { events, type EventName } from "@/lib/contract/live-events";
import { eventStreamKey } from "@/lib/realtime/event-stream-key";
import { withRedis } from "@/lib/redis";

export interface StoredEvent {
  /** The stream's own id, `milliseconds-sequence`: what `Last-Event-ID` gives back. */
  readonly id: string;
  readonly event: EventName;
  /** JSON in one line. */
  readonly data: string;
}

const idPattern = /^\d{1,16}-\d{1,16}$/;
const maxEvents = 1000;

const eventNames = Object.keys(events) as [EventName, ...EventName[]];
const fields = z.tuple([z.literal("event"), z.enum(eventNames), z.literal("data"), z.string()]);
const entries = z.array(z.tuple([z.string().regex(idPattern), z.unknown()]));

export function isEventId(text: string): boolean {
  return idPattern.test(text);
}

/** The user's events after an id, oldest first. What another version of the app wrote and this one cannot read is left out. */
export async function readEvents(userId: string, afterId: string): Promise<StoredEvent[]> {
  const raw: unknown = await withRedis(1, (redis) =>
    redis.xrange(eventStreamKey(userId), `(${afterId}`, "+", maxEvents),
  );
  return entries.parse(raw).flatMap(([id, given]) => {
    const parsed = fields.safeParse(given);
    return parsed.success ? [{ id, event: parsed.data[1], data: parsed.data[3] }] : [];
  });
}
