import type { IssueKind } from "@/lib/contract/issues";

export const issueTitles = {
  quarantined_transaction: "A transaction could not be read",
  sync_failed: "The sync stopped",
  sync_waiting: "The sync is waiting",
  proof_diverged: "The sums differ from the chain",
  not_explained: "A transaction is not explained",
} as const satisfies Record<IssueKind, string>;
