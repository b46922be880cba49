import "server-only";
import type { IssuesAnswer, Issue } from "@/lib/contract/issues";
import { countNotExplained, readIssues, type IssueRow } from "@/lib/issues/issue-rows";
import { issueWords } from "@/lib/issues/issue-words";

/** What the user should know of, newest first, without what was dismissed; `attention` counts those that need a person. */
export async function listIssues(userId: string): Promise<IssuesAnswer> {
  const [rows, notExplained] = await Promise.all([readIssues(userId), countNotExplained(userId)]);
  const issues = rows.filter(({ dismissed }) => !dismissed).map(issueView);
  return { issues, attention: issues.filter(({ actions }) => actions.length > 0).length, notExplained };
}

function issueView(row: IssueRow): Issue {
  const { id, kind, walletId, at, txHash, code, resumesAt } = row;
  return {
    id,
    kind,
    walletId,
    at: at.toISOString(),
    txHash,
    code,
    ...issueWords(row),
    resumesAt: resumesAt?.toISOString() ?? null,
    actions: actionsOf(row),
  };
}

function actionsOf({ kind, code }: IssueRow): Issue["actions"] {
  switch (kind) {
    case "sync_waiting":
    case "not_explained":
      return [];
    case "sync_failed":
      return code === "rollback_too_deep" ? ["full_resync", "dismiss"] : ["retry", "dismiss"];
    case "proof_diverged":
      return ["retry", "full_resync", "dismiss"];
    case "quarantined_transaction":
      return ["retry", "dismiss"];
  }
}
