import { readSession, withoutSessionCookie } from "@/lib/auth/cookie";
import { endSession } from "@/lib/auth/session";
import { respond, respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const GET = withUser(({ user }) => Promise.resolve(respond({ user })));

export const DELETE = withUser(async ({ user, request }) => {
  const token = readSession(request.cookies);
  if (token !== null) await endSession(user.id, token);
  return withoutSessionCookie(respondEmpty());
});
