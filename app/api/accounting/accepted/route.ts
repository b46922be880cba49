import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { acceptRequest } from "@/lib/contract/accounting";
import { acceptOpen } from "@/lib/gains/accept-open";
import { respond } from "@/lib/http/respond";

export const PUT = withUser(async ({ user, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  return respond(await acceptOpen(user.id, await body(acceptRequest), Date.now()));
});
