import { signIn } from "@/lib/auth/sign-in";
import { limitCalls } from "@/lib/auth/limit-calls";
import { recover } from "@/lib/auth/recover";
import { recoverRequest } from "@/lib/contract/session";
import { route } from "@/lib/http/route";

export const POST = route(async ({ request, body }) => {
  const now = new Date();
  await limitCalls("recover", request.headers, now);
  const { recoveryKey } = await body(recoverRequest);
  return signIn(request, await recover(recoveryKey), now);
});
