import { limitCalls } from "@/lib/auth/limit-calls";
import { withoutSessionCookie } from "@/lib/auth/cookie";
import { deleteAccount } from "@/lib/auth/delete-account";
import { respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const DELETE = withUser(async ({ user, request }) => {
  await limitCalls("remove", request.headers, new Date(), user.id);
  await deleteAccount(user.id);
  return withoutSessionCookie(respondEmpty());
});
