import { arrivalOf, signIn } from "@/lib/auth/sign-in";
import { limitCalls } from "@/lib/auth/limit-calls";
import { proveAddresses } from "@/lib/auth/prove-addresses";
import { signInWithWallet } from "@/lib/auth/sign-in-with-wallet";
import { walletSignInRequest } from "@/lib/contract/session";
import { route } from "@/lib/http/route";

export const POST = route(async ({ request, body }) => {
  const now = new Date();
  await limitCalls("wallet-sign-in", request.headers, now);
  const signed = await body(walletSignInRequest);
  const arrival = await arrivalOf(request, now);
  const { user, began } = await signInWithWallet(signed, arrival);
  await proveAddresses(user.id, signed.address, signed.usedAddresses);
  return signIn(user, arrival, began);
});
