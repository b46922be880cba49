import "server-only";
import { publishEvent } from "@/lib/realtime/publish-event";

/** Has every open stream of the user look at once whether its session still is, and end where it is not. */
export function tellSessionsChanged(userId: string): Promise<void> {
  return publishEvent(userId, "session.ended", {});
}
