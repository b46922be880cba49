import { readSession, withSessionCookie } from "@/lib/auth/cookie";
import { createGuest } from "@/lib/auth/create-guest";
import { deviceOf } from "@/lib/auth/device";
import { limitCalls } from "@/lib/auth/limit-calls";
import { sessionUser } from "@/lib/auth/session";
import { AppError } from "@/lib/contract/app-error";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";

export const POST = route(async ({ request }) => {
  const now = new Date();
  await limitCalls("guest", request.headers, now);
  const current = readSession(request.cookies);
  if (current !== null && (await sessionUser(current, now)) !== null) {
    throw new AppError({ code: "conflict", detail: "You are signed in already. Sign out first to begin anew." });
  }
  const { user, recoveryKey, token } = await createGuest(now, deviceOf(request.headers));
  return withSessionCookie(respond({ user, recoveryKey }, 201), token);
});
