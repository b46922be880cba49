import { hasRecoveryKey, listSignInKeys } from "@/lib/auth/sign-in-keys";
import { withUser } from "@/lib/auth/with-user";
import { respond } from "@/lib/http/respond";

export const GET = withUser(async ({ user }) => {
  const [keys, recoveryKey] = await Promise.all([listSignInKeys(user.id), hasRecoveryKey(user.id)]);
  return respond({ keys, recoveryKey });
});
