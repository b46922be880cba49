import { readSession } from "@/lib/auth/cookie";
import { signIn } from "@/lib/auth/sign-in";
import { limitCalls } from "@/lib/auth/limit-calls";
import { proveAddresses } from "@/lib/auth/prove-addresses";
import { sessionUser } from "@/lib/auth/session";
import { signInWithWallet } from "@/lib/auth/sign-in-with-wallet";
import { walletSignInRequest } from "@/lib/contract/session";
import { route } from "@/lib/http/route";

export const POST = route(async ({ request, body }) => {
  const now = new Date();
  await limitCalls("wallet-sign-in", request.headers, now);
  const signed = await body(walletSignInRequest);
  const token = readSession(request.cookies);
  const current = token === null ? null : await sessionUser(token, now);
  const user = await signInWithWallet(signed, current, now);
  await proveAddresses(user.id, signed.address, signed.usedAddresses);
  return signIn(request, user, now);
});
