import type { Issue } from "@/lib/contract/issues";
import type { ProblemCode } from "@/lib/contract/problem";
import type { IssueRow } from "@/lib/issues/issue-rows";

type Words = Pick<Issue, "reason" | "next">;

/** What an issue means and what its reader can do, for people who know nothing of how the app works. */
export function issueWords({ kind, code, detail, waitingFor }: IssueRow): Words {
  switch (kind) {
    case "quarantined_transaction":
      return {
        reason: `This transaction could not be read and is left out of every sum. ${technical(detail)}`.trim(),
        next: "Try again, or leave it: a newer version of this app reads it by itself. Dismissing only hides it here.",
      };
    case "not_explained":
      return {
        reason: `This transaction is in every sum, but what it was could not be told. ${detail ?? ""}`.trim(),
        next: "Nothing to do: newer rules explain it. You can also say yourself what it was, on its own page.",
      };
    case "sync_waiting":
      return {
        reason: detail ?? waits[waitingFor ?? "retry"],
        next: "Nothing to do: it goes on by itself, and you can close this page.",
      };
    case "sync_failed":
      return { reason: detail ?? "The sync stopped.", next: nextAfter(code) };
    case "proof_diverged":
      return {
        reason: `Our sums differ from the chain's own balances. ${detail ?? ""}`.trim(),
        next: "Check again first. If the difference stays, a full re-sync reads the whole history anew.",
      };
  }
}

const waits = {
  rate_limit: "The sync waits for Blockfrost's rate limit.",
  daily_quota: "Today's share of Blockfrost calls is used up.",
  retry: "The chain did not answer; the sync tries again shortly.",
} as const satisfies Record<NonNullable<IssueRow["waitingFor"]>, string>;

function technical(detail: string | null): string {
  return detail === null ? "" : `The decoder says: ${detail}`;
}

function nextAfter(code: ProblemCode | null): string {
  if (code === "rollback_too_deep") return "Start a full re-sync: it reads the whole history again.";
  if (code === "wallet_too_large") return "Remove this wallet, and follow an address of your own.";
  if (code === "chain_key_rejected")
    return "Whoever runs this server must set a working BLOCKFROST_PROJECT_ID; then try again.";
  return "Try again: it goes on from where it stopped, and nothing that was read is lost.";
}
