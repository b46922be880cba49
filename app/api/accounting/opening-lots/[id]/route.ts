import { limitCalls } from "@/lib/auth/limit-calls";
import { withUser } from "@/lib/auth/with-user";
import { removeOpeningLot } from "@/lib/gains/opening-lots";
import { respondEmpty } from "@/lib/http/respond";

export const DELETE = withUser<{ id: string }>(async ({ user, params, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  await removeOpeningLot(user.id, params.id);
  return respondEmpty();
});
