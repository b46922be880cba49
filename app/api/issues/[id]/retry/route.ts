import { limitCalls } from "@/lib/auth/limit-calls";
import { knownId } from "@/lib/contract/known-id";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { retryIssue } from "@/lib/issues/retry-issue";
import { jobView } from "@/lib/sync/job-view";

export const POST = withUser<{ id: string }>(async ({ user, params, request }) => {
  await limitCalls("start-sync", request.headers, new Date(), user.id);
  const job = await retryIssue(user.id, knownId(params.id, "issue"));
  return respond({ job: jobView(job, new Date()) }, 202);
});
