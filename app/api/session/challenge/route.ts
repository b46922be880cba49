import { createChallenge } from "@/lib/auth/challenge";
import { challengeText } from "@/lib/auth/challenge-text";
import { readSession } from "@/lib/auth/cookie";
import { limitCalls } from "@/lib/auth/limit-calls";
import { openSession } from "@/lib/auth/session";
import { challengeRequest } from "@/lib/contract/session";
import { respond } from "@/lib/http/respond";
import { route } from "@/lib/http/route";
import { enteredAddress } from "@/lib/wallets/entered-address";

export const POST = route(async ({ request, body }) => {
  const now = new Date();
  await limitCalls("challenge", request.headers, now);
  const { address, purpose } = await body(challengeRequest);
  const token = readSession(request.cookies);
  const sessionId = token === null ? null : ((await openSession(token, now))?.id ?? null);
  const challenge = await createChallenge({ address: enteredAddress(address), purpose, sessionId }, now);
  const payloadHex = Buffer.from(challengeText(challenge)).toString("hex");
  return respond({ challenge: challenge.nonce, payloadHex, expiresAt: challenge.expiresAt });
});
