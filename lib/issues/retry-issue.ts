import "server-only";
import { notFound } from "@/lib/contract/app-error";
import { readIssues } from "@/lib/issues/issue-rows";
import { retryQuarantined } from "@/lib/sync/retry-quarantined";
import { startSync } from "@/lib/sync/start-sync";

/** Starts the sync that may solve an issue, or gives back the one under way. Throws `not_found`. */
export async function retryIssue(userId: string, id: string): ReturnType<typeof startSync> {
  const [issue] = await readIssues(userId, id);
  if (issue === undefined || issue.kind === "not_explained") throw notFound("issue");
  if (issue.kind === "quarantined_transaction") return retryQuarantined(userId, id);
  return startSync(userId, issue.walletId, { full: issue.code === "rollback_too_deep" });
}
