import { checkProof } from "@/lib/auth/check-proof";
import { deviceOf } from "@/lib/auth/device";
import { limitCalls } from "@/lib/auth/limit-calls";
import { renewRecoveryKey } from "@/lib/auth/renew-recovery-key";
import { withUser } from "@/lib/auth/with-user";
import { provenRequest } from "@/lib/contract/session";
import { respond } from "@/lib/http/respond";

export const POST = withUser(async ({ user, session, request, body }) => {
  const now = new Date();
  await limitCalls("change-sign-in", request.headers, now, user.id);
  const { proof } = await body(provenRequest);
  await checkProof(session, proof, now);
  const actor = { sessionId: session.id, device: deviceOf(request.headers) };
  return respond({ recoveryKey: await renewRecoveryKey(user.id, actor, now) }, 201);
});
