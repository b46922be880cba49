import { createChallenge } from "@/lib/auth/challenge";
import { challengeText } from "@/lib/auth/challenge-text";
import { limitCalls } from "@/lib/auth/limit-calls";
import { challengeRequest } from "@/lib/contract/session";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { enteredAddress } from "@/lib/wallets/entered-address";

export const POST = route(async ({ request, body }) => {
  const now = new Date();
  await limitCalls("challenge", request.headers, now);
  const { address, purpose } = await body(challengeRequest);
  const challenge = await createChallenge(enteredAddress(address), purpose, now);
  const payloadHex = Buffer.from(challengeText(challenge)).toString("hex");
  return respond({ challenge: challenge.nonce, payloadHex, expiresAt: challenge.expiresAt });
});
