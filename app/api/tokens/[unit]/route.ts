import { limitCalls } from "@/lib/auth/limit-calls";
import { markToken } from "@/lib/corrections/mark-token";
import { patchTokenRequest } from "@/lib/contract/corrections";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const PATCH = withUser<{ unit: string }>(async ({ user, params, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const { spam } = await body(patchTokenRequest);
  return respond(await markToken(user.id, params.unit, spam));
});
