import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { readIssues } from "@/lib/issues/issue-rows";

/** Takes an issue from the list, or puts it back; what is wrong stays wrong and is still counted. Throws `not_found`. */
export async function dismissIssue(userId: string, id: string, dismissed: boolean): Promise<void> {
  const [issue] = await readIssues(userId, id);
  const dismissedAt = dismissed ? new Date() : null;
  switch (issue?.kind) {
    case undefined:
    case "sync_waiting":
    case "not_explained":
      throw notFound("issue");
    case "quarantined_transaction":
      await userDb(userId).quarantinedTransaction.updateMany({
        where: { userId, id },
        data: { status: dismissed ? "dismissed" : "open" },
      });
      return;
    case "sync_failed":
      await userDb(userId).syncJob.updateMany({ where: { userId, id }, data: { dismissedAt } });
      return;
    case "proof_diverged":
      await userDb(userId).walletProof.updateMany({ where: { userId, walletId: id }, data: { dismissedAt } });
  }
}
