import { knownId } from "@/lib/contract/known-id";
import { respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { dismissIssue } from "@/lib/issues/dismiss-issue";

export const POST = withUser<{ id: string }>(async ({ user, params }) => {
  await dismissIssue(user.id, knownId(params.id, "issue"), true);
  return respondEmpty();
});

export const DELETE = withUser<{ id: string }>(async ({ user, params }) => {
  await dismissIssue(user.id, knownId(params.id, "issue"), false);
  return respondEmpty();
});
