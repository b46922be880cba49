import "server-only";
import { redisKey } from "@/lib/redis";

/** The Redis stream that keeps a user's last events. */
export function eventStreamKey(userId: string): string {
  return redisKey("events", userId);
}
