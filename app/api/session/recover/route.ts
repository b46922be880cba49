import { arrivalOf, signIn } from "@/lib/auth/sign-in";
import { limitCalls } from "@/lib/auth/limit-calls";
import { recover } from "@/lib/auth/recover";
import { settleWallets } from "@/lib/auth/settle-wallets";
import { recoverRequest } from "@/lib/contract/session";
import { route } from "@/lib/http/route";

export const POST = route(async ({ request, body }) => {
  const now = new Date();
  await limitCalls("recover", request.headers, now);
  const { recoveryKey, wallets } = await body(recoverRequest);
  const user = await recover(recoveryKey);
  const arrival = await arrivalOf(request, now);
  await settleWallets(arrival.current, user.id, wallets);
  return signIn(user, arrival);
});
