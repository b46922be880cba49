import "server-only";
import { userDb } from "@/lib/db";
import { notFound } from "@/lib/contract/app-error";
import { readIssues } from "@/lib/issues/issue-rows";

/** Takes an issue from the list, or puts it back; what is wrong stays wrong and is still counted. Throws `not_found`. */
export async function dismissIssue(userId: string, id: string, dismissed: boolean): Promise<void> {
  const [issue] = await readIssues(userId, id);
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
      await userDb(userId).$executeRaw`
        UPDATE sync_job SET dismissed_at = CASE WHEN ${dismissed} THEN now() END WHERE user_id = ${userId}::uuid AND id = ${id}::uuid`;
      return;
    case "proof_diverged":
      // Compared with the comparison's own time, which is the database's.
      await userDb(userId).$executeRaw`
        UPDATE wallet_proof SET dismissed_at = CASE WHEN ${dismissed} THEN now() END WHERE user_id = ${userId}::uuid AND wallet_id = ${id}::uuid`;
  }
}
