import { z } from "zod";
import { time, id } from "@/lib/contract/primitives";
import { problemCodes } from "@/lib/contract/problem";

export const jobStatuses = ["queued", "running", "waiting", "completed", "failed", "cancelled"] as const;
export const jobStages = ["listing", "transactions", "proving", "done"] as const;
/** What a job that stands still waits for. */
export const waits = ["rate_limit", "daily_quota", "retry"] as const;
export const jobError = z.object({ code: z.enum(problemCodes), detail: z.string() });
export const job = z.object({
  id,
  walletId: id,
  status: z.enum(jobStatuses),
  stage: z.enum(jobStages),
  processed: z.int(),
  total: z.int().nullable(),
  percent: z.number().nullable(),
  etaSeconds: z.int().nullable(),
  resumesAt: time.nullable(),
  waitingFor: z.enum(waits).nullable(),
  attempts: z.int(),
  error: jobError.nullable(),
  /** For operators and on the local stack; null else. */
  usage: z
    .object({
      blockfrostCalls: z.int(),
      koiosCalls: z.int(),
      messages: z.int(),
      redisCommands: z.int(),
      dbStatements: z.int(),
    })
    .nullable(),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
});
export type Job = z.infer<typeof job>;
/** `full`: the whole history is read again. */
export const syncQuery = z.strictObject({ full: z.enum(["true", "false"]).default("false") });
export const sweepAnswer = z.object({
  revived: z.int(),
  /** Wallets that each run of the hourly background refresh takes; 0 where it is off. */
  refreshesPerRun: z.int(),
});
export const webhookAnswer = z.object({
  /** Wallets whose refresh is under way because of this event. */
  refreshed: z.int(),
});
export const jobAnswer = z.object({ job });
