import { z } from "zod";
import { time, id } from "@/lib/contract/primitives";
import { problemCodes } from "@/lib/contract/problem";

const issueKinds = [
  "quarantined_transaction",
  "sync_failed",
  "sync_waiting",
  "proof_diverged",
  "not_explained",
] as const;
export type IssueKind = (typeof issueKinds)[number];
const issue = z.object({
  /** What retry and dismiss are called with; of what is not explained the transaction's. */
  id,
  kind: z.enum(issueKinds),
  walletId: id,
  at: time,
  txHash: z.string().nullable(),
  code: z.enum(problemCodes).nullable(),
  /** What happened, and what can be done about it. */
  reason: z.string(),
  next: z.string(),
  resumesAt: time.nullable(),
  /** What helps here; `full_resync` is `POST /api/wallets/{id}/sync?full=true`. Empty where nothing needs to be done. */
  actions: z.array(z.enum(["retry", "full_resync", "dismiss"])),
});
export type Issue = z.infer<typeof issue>;
export const issuesAnswer = z.object({
  issues: z.array(issue),
  /** How many of them need a person. */
  attention: z.int(),
  /** How many transactions are in every sum but not explained; of these only the newest are among the issues. */
  notExplained: z.int(),
});
export type IssuesAnswer = z.infer<typeof issuesAnswer>;
