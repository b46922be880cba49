import type { Job } from "@/lib/contract/job";
import { countOf } from "./amount-text";
import { durationText } from "./time-text";

export type SyncStatus = Job["status"];

const running: readonly SyncStatus[] = ["queued", "running", "waiting"];

export function isRunning(status: SyncStatus): boolean {
  return running.includes(status);
}

const stageWords = {
  listing: "Listing this wallet's transactions",
  transactions: "Reading transactions",
  proving: "Comparing every balance with the chain",
  done: "Done",
} as const satisfies Record<Job["stage"], string>;

const waitWords = {
  rate_limit: "Waiting for our turn to read on",
  daily_quota: "Waiting for tomorrow: today's reads are used up",
  retry: "The chain did not answer: waiting to try again",
} as const satisfies Record<NonNullable<Job["waitingFor"]>, string>;

type JobState = Pick<Job, "status" | "stage" | "waitingFor">;

/** What a sync is doing right now, in a few words. */
export function stageText(job: JobState): string {
  if (job.status === "queued") return "Waiting to start";
  if (job.status === "failed") return "Stopped";
  if (job.status === "cancelled") return "Cancelled";
  if (job.status === "completed") return "Up to date";
  if (job.status !== "waiting") return stageWords[job.stage];
  return job.waitingFor === null ? "Waiting" : waitWords[job.waitingFor];
}

type Wait = Pick<Job, "waitingFor" | "resumesAt" | "error">;

/**
 * What a waiting sync waits for, when it goes on, and that nobody has to stay. The day's quota starts anew at midnight UTC;
 * `clock` writes a time in the reader's own time zone.
 */
export function waitText({ waitingFor, resumesAt, error }: Wait, clock: (iso: string) => string): string {
  const cause =
    waitingFor === "daily_quota" ? "The free plan's calls of today are shared, and used up for now." : error?.detail;
  const utc = waitingFor === "daily_quota" ? " (00:00 UTC)" : "";
  const when = resumesAt === null ? "" : ` at ${clock(resumesAt)}${utc}`;
  const goesOn = `It goes on by itself${when}; you can close this page.`;
  return cause === undefined ? goesOn : `${cause} ${goesOn}`;
}

/** `312 of 1,000 transactions`; `312 transactions so far` while the total is not known. */
export function countText(processed: number, total: number | null): string {
  const done = countOf(processed);
  const noun = (total ?? processed) === 1 ? "transaction" : "transactions";
  if (total === 0) return "No new transactions";
  if (total === null) return processed === 0 ? "Counting transactions" : `${done} ${noun} so far`;
  return `${done} of ${countOf(total)} ${noun}`;
}

export function etaText(etaSeconds: number | null): string | null {
  return etaSeconds === null ? null : `${durationText(etaSeconds)} left`;
}
