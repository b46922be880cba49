import { limitCalls } from "@/lib/auth/limit-calls";
import { deleteRule } from "@/lib/corrections/rules";
import { respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const DELETE = withUser<{ id: string }>(async ({ user, params, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await deleteRule(user.id, params.id);
  return respondEmpty();
});
