import { z } from "zod";
import { actions } from "@/lib/ledger/action";

const label = z.object({
  action: z.enum(actions),
  protocol: z.string().nullable(),
  protocolName: z.string().nullable(),
  summary: z.string(),
});

export const relabelStatuses = ["checking", "ready", "applying", "done", "failed"] as const;
export const relabelRequest = z.strictObject({
  /** `check` is a dry run; `apply` needs one that has ended. */
  step: z.enum(["check", "apply"]),
});
export const relabelAnswer = z.object({
  status: z.enum(["none", ...relabelStatuses]),
  /** Transactions that other rules than today's have labelled. */
  stale: z.int(),
  /** Of these, as many as there were when the look at them began, and how many it has come to. */
  total: z.int(),
  checked: z.int(),
  /** Those whose bytes are not stored, or do not tell enough: they keep their labels. */
  skipped: z.int(),
  /** Those that get another label. */
  changed: z.int(),
  /** The newest of them, a hundred at most. */
  changes: z.array(
    z.object({
      transactionId: z.uuid(),
      txHash: z.string(),
      at: z.iso.datetime(),
      before: label,
      after: label,
      /** The person's own word is shown all the same. */
      kept: z.boolean(),
    }),
  ),
});
export type RelabelAnswer = z.infer<typeof relabelAnswer>;
