import { limitCalls } from "@/lib/auth/limit-calls";
import { patchEventRequest } from "@/lib/contract/transaction-events";
import { correctEvent } from "@/lib/corrections/correct-event";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { readEvent } from "@/lib/portfolio/event-rows";

export const PATCH = withUser<{ id: string; index: string }>(async ({ user, params, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const patch = await body(patchEventRequest);
  const index = indexOf(params.index);
  await correctEvent(user.id, params.id, index, patch);
  return respond({ event: await readEvent(user.id, params.id, index) });
});

/** A text that no leg can be called names one that nobody has. */
function indexOf(text: string): number {
  return /^(0|[1-9]\d{0,5})$/.test(text) ? Number(text) : -1;
}
