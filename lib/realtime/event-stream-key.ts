import "server-only";
import { redisKey } from "@/lib/redis";

/** The Redis stream that keeps a user's last events, and the channel that says that there is a new one. */
export function eventStreamKey(userId: string): string {
  return redisKey("events", userId);
}
