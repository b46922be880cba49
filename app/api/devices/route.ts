import { readSession, withoutSessionCookie } from "@/lib/auth/cookie";
import { listDevices, signOutEverywhere } from "@/lib/auth/devices";
import { respond, respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const GET = withUser(async ({ user, request }) =>
  respond({ devices: await listDevices(user.id, readSession(request.cookies), new Date()) }),
);

export const DELETE = withUser(async ({ user }) => {
  await signOutEverywhere(user.id);
  return withoutSessionCookie(respondEmpty());
});
