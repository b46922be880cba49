import "server-only";
import { z } from "zod";
import type { Message } from "@/lib/queue/port";

/** Raised when a payload changes its meaning; a message of another version is never run, its job is revived instead. */
const payloadVersion = 2;

/** As the columns that it is compared with. */
const counter = z.int32().nonnegative();

export const stepPayload = z.object({
  jobId: z.uuid(),
  seq: counter,
  epoch: counter,
  v: z.literal(payloadVersion),
});
export type StepPayload = z.infer<typeof stepPayload>;

export const watchdogPayload = z.object({
  jobId: z.uuid(),
  /** The job's `watchdogAt` in ms since the epoch; where the job says otherwise, another message looks after it. */
  dueAt: z.int().positive(),
  v: z.literal(payloadVersion),
});
export type WatchdogPayload = z.infer<typeof watchdogPayload>;

/** What messages of every version have told: which job they are about. */
export const anyJobPayload = z.looseObject({ jobId: z.uuid() });

export const stepJobName = "sync-wallet";
export const watchdogJobName = "sync-watchdog";

/** A job that has neither progressed nor announced a wait for this long has lost its message. */
export const silentAfterMs = 60_000;
/** The watchdog comes this long after the last sign of life, so that a job is revived well within two minutes. */
export const watchdogDelayMs = 75_000;

export function stepMessage(step: Omit<StepPayload, "v">, delayMs: number): Message {
  return {
    name: stepJobName,
    payload: { ...step, v: payloadVersion },
    identity: [step.jobId, step.seq, step.epoch],
    delayMs,
    retries: 3,
    lane: "blockfrost",
  };
}

/** "Are you alive?": one delayed message per running job, so that a chain can never go silent. Never in the lane that it watches. */
export function watchdogMessage(jobId: string, due: { readonly at: Date; readonly inMs: number }): Message {
  return {
    name: watchdogJobName,
    payload: { jobId, dueAt: due.at.getTime(), v: payloadVersion },
    identity: [jobId, due.at.getTime()],
    delayMs: due.inMs,
    retries: 3,
  };
}
