import "server-only";
import { z } from "zod";
import type { Pace } from "@/lib/budget/budget";
import { env } from "@/lib/env";
import type { SyncJobModel } from "@/lib/generated/prisma/models";
import type { Job } from "@/lib/contract/job";
import { storedWord } from "@/lib/contract/stored-words";
import { estimateSeconds } from "@/lib/sync/plan";

const paceSchema = z.object({
  callsAtOnce: z.number(),
  callsPerSecond: z.number(),
  callsToday: z.number(),
  callsADay: z.number(),
  transactionsPerCall: z.number().optional(),
});

type JobRow = Omit<SyncJobModel, "wallet" | "outbox">;

/** The job as the contract shows it: percent and remaining time are derived, never stored. */
export function jobView(row: JobRow, now: Date): Job {
  const remaining = row.total === null ? null : Math.max(0, row.total - row.processed);
  const ended = row.finishedAt !== null;
  return {
    id: row.id,
    walletId: row.walletId,
    status: storedWord("sync_job.status", row.status),
    stage: storedWord("sync_job.stage", row.stage),
    processed: row.processed,
    total: row.total,
    percent: percent(row),
    etaSeconds:
      ended || remaining === null
        ? null
        : estimateSeconds({
            remaining,
            callLatencyMs: row.callLatencyMs,
            pace: storedPace(row.pace),
            resumesAt: row.resumesAt,
            now,
          }),
    resumesAt: row.resumesAt?.toISOString() ?? null,
    waitingFor: storedWord("sync_job.waiting_for", row.waitingFor),
    attempts: row.attempts,
    error:
      row.errorCode === null
        ? null
        : { code: storedWord("sync_job.error_code", row.errorCode), detail: row.errorDetail ?? "" },
    usage: usageFor(row),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function storedPace(pace: SyncJobModel["pace"]): Pace | null {
  return paceSchema.safeParse(pace).data ?? null;
}

/** What a sync cost tells whether somebody else follows the address: to be seen by operators, and where nobody is a stranger. */
function usageFor({
  userId,
  blockfrostCalls,
  koiosCalls,
  messages,
  redisCommands,
  dbStatements,
}: JobRow): Job["usage"] {
  const { isLocalStack, OPERATOR_USER_IDS } = env();
  if (!isLocalStack && !OPERATOR_USER_IDS.includes(userId)) return null;
  return { blockfrostCalls, koiosCalls, messages, redisCommands, dbStatements };
}

function percent({ status, processed, total }: JobRow): number | null {
  if (status === "completed") return 100;
  if (total === null) return null;
  // The proof is still to come when every transaction is there.
  return total === 0 ? 0 : Math.min(99, Math.floor((processed * 100) / total));
}
