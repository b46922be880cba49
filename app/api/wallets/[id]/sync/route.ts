import { limitCalls } from "@/lib/auth/limit-calls";
import { syncQuery } from "@/lib/contract/job";
import { knownId } from "@/lib/contract/known-id";
import { respond } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { jobView } from "@/lib/sync/job-view";
import { startSync } from "@/lib/sync/start-sync";

export const POST = withUser<{ id: string }>(async ({ user, params, query, request }) => {
  const full = query(syncQuery).full === "true";
  await limitCalls("start-sync", request.headers, new Date(), user.id);
  const job = await startSync(user.id, knownId(params.id, "wallet"), { full });
  return respond({ job: jobView(job, new Date()) }, 202);
});
