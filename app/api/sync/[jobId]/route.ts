import { knownId } from "@/lib/contract/known-id";
import { respond, respondEmpty } from "@/lib/http/respond";
import { withUser } from "@/lib/auth/with-user";
import { jobView } from "@/lib/sync/job-view";
import { cancelSync, getSync } from "@/lib/sync/sync-jobs";

type Params = { jobId: string };

export const GET = withUser<Params>(async ({ user, params }) => {
  return respond(jobView(await getSync(user.id, knownId(params.jobId, "sync")), new Date()));
});

export const DELETE = withUser<Params>(async ({ user, params }) => {
  await cancelSync(user.id, knownId(params.jobId, "sync"));
  return respondEmpty();
});
