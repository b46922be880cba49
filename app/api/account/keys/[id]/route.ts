import { checkProof } from "@/lib/auth/check-proof";
import { deviceOf } from "@/lib/auth/device";
import { limitCalls } from "@/lib/auth/limit-calls";
import { removeSignInKey, signInKeyAddress } from "@/lib/auth/sign-in-keys";
import { withUser } from "@/lib/auth/with-user";
import { provenRequest } from "@/lib/contract/session";
import { respondEmpty } from "@/lib/http/respond";

export const DELETE = withUser<{ id: string }>(async ({ user, session, params, request, body }) => {
  const now = new Date();
  const address = await signInKeyAddress(user.id, params.id);
  await limitCalls("change-sign-in", request.headers, now, user.id);
  const { proof } = await body(provenRequest);
  await checkProof(session, proof, now);
  const actor = { sessionId: session.id, device: deviceOf(request.headers) };
  await removeSignInKey(user.id, { id: params.id, address }, actor, now);
  return respondEmpty();
});
