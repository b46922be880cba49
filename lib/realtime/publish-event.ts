import "server-only";
import type { z } from "zod";
import type { EventName, events } from "@/lib/contract/live-events";
import { toJson } from "@/lib/http/to-json";
import { log } from "@/lib/log";
import { derivedKey } from "@/lib/cache/derived";
import { eventStreamKey } from "@/lib/realtime/event-stream-key";
import { newsChannel, writeNews } from "@/lib/realtime/news";
import { withRedis } from "@/lib/redis";

const keptEvents = 500;
const keptSeconds = 7 * 86_400;

/**
 * Tells the user's open pages of an event: kept in a stream for those that come back, and announced to those that listen.
 * One call to Redis. Events are heat, so a failure is logged and never thrown.
 */
export async function publishEvent<E extends EventName>(
  userId: string,
  event: E,
  data: z.input<(typeof events)[E]>,
): Promise<void> {
  const key = eventStreamKey(userId);
  try {
    await withRedis(4, (redis) =>
      redis
        .pipeline()
        .xadd(
          key,
          "*",
          { event, data: toJson(data) },
          { trim: { type: "MAXLEN", comparison: "~", threshold: keptEvents } },
        )
        // With each event: it may be the first again, of a user whose events were forgotten a moment ago.
        .expire(key, keptSeconds)
        .publish(newsChannel(), writeNews({ kind: "events", userId }))
        // What an event tells of is new: figures derived before it are not.
        .del(derivedKey(userId))
        .exec(),
    );
  } catch (error) {
    log.warn("event.unpublished", { event, error });
  }
}
