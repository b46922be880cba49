import { signOutDevice } from "@/lib/auth/devices";
import { respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const DELETE = withUser<{ id: string }>(async ({ user, params }) => {
  await signOutDevice(user.id, params.id);
  return respondEmpty();
});
