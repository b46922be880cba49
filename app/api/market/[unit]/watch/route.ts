import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { askedUnit } from "@/lib/contract/asked-unit";
import { respondEmpty } from "@/lib/http/respond";
import { watchToken } from "@/lib/portfolio/watch-token";

export const PUT = withUser<{ unit: string }>(async ({ user, params, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await watchToken(user.id, askedUnit(params.unit), true);
  return respondEmpty();
});

export const DELETE = withUser<{ unit: string }>(async ({ user, params, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await watchToken(user.id, askedUnit(params.unit), false);
  return respondEmpty();
});
