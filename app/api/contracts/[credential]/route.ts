import { nameContract } from "@/lib/corrections/contracts";
import { patchContractRequest } from "@/lib/contract/corrections";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const PATCH = withUser<{ credential: string }>(async ({ user, params, body }) => {
  const { name } = await body(patchContractRequest);
  return respond(await nameContract(user.id, params.credential, name));
});
