import { limitCalls } from "@/lib/auth/limit-calls";
import { env } from "@/lib/env";
import { respondEmpty } from "@/lib/http/respond";
import { isSessionAlive } from "@/lib/auth/session";
import { withUser } from "@/lib/auth/with-user";
import { openEventStream } from "@/lib/realtime/event-stream";

/** A stream ends itself after four minutes; the platform must let it live that long. */
export const maxDuration = 300;

export const GET = withUser(async ({ user, session, request }) => {
  // 204 tells a browser's EventSource to stay away; the page then polls.
  if (env().LIVE_UPDATES === "poll") return respondEmpty();
  const now = new Date();
  await limitCalls("events", request.headers, now, user.id);
  const lastEventId = request.headers.get("last-event-id") ?? request.nextUrl.searchParams.get("lastEventId");
  const isAlive = () => isSessionAlive(session.id);
  const stream = await openEventStream(user.id, { lastEventId, request, now, isAlive });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
