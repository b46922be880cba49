import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { log } from "@/lib/log";
import type { JobOutcome } from "@/lib/queue/define-job";
import type { Message } from "@/lib/queue/port";
import { publish } from "@/lib/queue/publish";
import { beginChain, chainGoesOn, endChain } from "@/lib/queue/under-way";
import { isNotTaken } from "@/lib/queue/queue-unavailable";
import { finishRemovals, usersWithRemovals } from "@/lib/wallets/finish-removals";

export const removeRowsJobName = "remove-rows";

export const removeRowsPayload = z.object({
  userId: z.uuid(),
  /** Tells one removal's messages from another's. */
  run: z.uuid(),
  round: z.int().nonnegative(),
  v: z.literal(1),
});
export type RemoveRowsPayload = z.infer<typeof removeRowsPayload>;

/** A request deletes what a person's wallet usually has; more goes on in the background. */
const requestWorksForMs = 1_500;
const messageWorksForMs = 5_000;

function until(workForMs: number): () => boolean {
  const endsAt = performance.now() + workForMs;
  return () => performance.now() < endsAt;
}

function removeRowsMessage(payload: RemoveRowsPayload): Message {
  return { name: removeRowsJobName, payload, identity: [payload.run, payload.round], delayMs: 0, retries: 3 };
}

/** Deletes the rows of what was just removed. What is not done within the request is a chain's; what that loses, the sweep's. */
export async function removeRows(userId: string, worksForMs = requestWorksForMs): Promise<void> {
  if (await finishRemovals(userId, until(worksForMs))) return;
  await begin(userId);
}

/** One message of the chain. Throws `queue_unavailable`, after which the message comes again. */
export async function goOnRemoving({ userId, run, round }: RemoveRowsPayload): Promise<JobOutcome> {
  const hasTime = until(messageWorksForMs);
  const isDone = await finishRemovals(userId, hasTime);
  if (isDone) await endChain(removeRowsJobName, userId);
  // What was removed while this was under way has begun no chain of its own.
  if (isDone && (await finishRemovals(userId, hasTime))) return "done";
  await publish([removeRowsMessage({ userId, run, round: round + 1, v: 1 })]);
  await chainGoesOn(removeRowsJobName, userId);
  return "done";
}

/** A lost message is no loss: the daily sweep begins again with whatever is due. */
export function leaveToSweep(): Promise<JobOutcome> {
  return Promise.resolve("stale");
}

/** The daily backstop: removals whose chain was lost go on. */
export async function resumeRemovals(): Promise<void> {
  for (const userId of await usersWithRemovals()) await begin(userId);
}

/** What was removed is out of sight already, so a queue that is away fails nobody. */
async function begin(userId: string): Promise<void> {
  if (!(await beginChain(removeRowsJobName, userId))) return;
  try {
    await publish([removeRowsMessage({ userId, run: randomUUID(), round: 0, v: 1 })]);
  } catch (error) {
    if (!isNotTaken(error)) throw error;
    log.error("removal.not_dispatched", { userId, error });
  }
}
