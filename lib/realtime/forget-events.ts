import "server-only";
import { log } from "@/lib/log";
import { eventStreamKey } from "@/lib/realtime/event-stream-key";
import { withRedis } from "@/lib/redis";

/** Drops the events of a user who is gone. They are heat and end by themselves, so a failure is logged and not thrown. */
export async function forgetEvents(userId: string): Promise<void> {
  try {
    await withRedis(1, (redis) => redis.del(eventStreamKey(userId)));
  } catch (error) {
    log.warn("events.not_forgotten", { userId, error });
  }
}
