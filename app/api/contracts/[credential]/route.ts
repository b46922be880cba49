import { limitCalls } from "@/lib/auth/limit-calls";
import { nameContract } from "@/lib/corrections/contracts";
import { patchContractRequest } from "@/lib/contract/corrections";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const PATCH = withUser<{ credential: string }>(async ({ user, params, body, request }) => {
  await limitCalls("correct", request.headers, new Date(), user.id);
  const { name } = await body(patchContractRequest);
  return respond(await nameContract(user.id, params.credential, name));
});
