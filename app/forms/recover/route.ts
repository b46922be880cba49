import { limitCalls } from "@/lib/auth/limit-calls";
import { recover } from "@/lib/auth/recover";
import { settleWallets } from "@/lib/auth/settle-wallets";
import { arrivalOf, signIn } from "@/lib/auth/sign-in";
import { findSecret } from "@/lib/cardano/pasted/find-secret";
import { formRoute, seeOther } from "@/lib/http/form-route";
import type { FormTrouble } from "@/app/words/form-trouble";
import { nextPath } from "@/app/words/next-path";

const back = (trouble: FormTrouble) => `/recover?trouble=${trouble}`;
const longestKey = 200;

/** The form for a recovery key, sent without script: leads to the wallets, or back with a word of why not. */
export const POST = formRoute(back, async ({ request, field }) => {
  const now = new Date();
  const entered = field("recoveryKey");
  const secret = findSecret(entered);
  if (secret !== null) return seeOther(back(secret));
  if (entered.trim() === "" || entered.length > longestKey) return seeOther(back("invalid_recovery_key"));
  await limitCalls("recover", request.headers, now);
  const user = await recover(entered.trim());
  const arrival = await arrivalOf(request, now);
  await settleWallets(arrival.current, user.id, field("wallets") === "add" ? "add" : "leave");
  const signedIn = await signIn(user, arrival);
  const answer = seeOther(nextPath(field("next")) ?? "/overview");
  for (const cookie of signedIn.headers.getSetCookie()) answer.headers.append("set-cookie", cookie);
  return answer;
});
