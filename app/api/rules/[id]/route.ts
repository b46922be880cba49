import { deleteRule } from "@/lib/corrections/rules";
import { respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";

export const DELETE = withUser<{ id: string }>(async ({ user, params }) => {
  await deleteRule(user.id, params.id);
  return respondEmpty();
});
