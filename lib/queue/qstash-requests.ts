import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { currentRequestId } from "@/lib/log";
import { lanes, type Message, type Schedule } from "@/lib/queue/port";

/** Where the queue tells of a message that it gave up on. */
export const failureName = "message-failed";

/** A function is gone by then. */
const timeout = "10s" as const;

export function jobsUrl(): string {
  return `${env().appUrl}/api/jobs/`;
}

/** The message as an entry of a batch. */
export function messageRequest(message: Message) {
  const { keyPrefix } = env();
  const delaySeconds = Math.ceil(message.delayMs / 1000);
  return {
    url: `${jobsUrl()}${message.name}`,
    body: message.payload,
    label: message.name,
    retries: message.retries,
    timeout,
    // Hashed, since some characters are refused.
    deduplicationId: createHash("sha256")
      .update([keyPrefix, message.name, ...message.identity].join("|"))
      .digest("hex"),
    failureCallback: `${jobsUrl()}${failureName}`,
    // Keys are shared by all deployments of an account; what they bound is not.
    ...(message.lane === undefined
      ? {}
      : { flowControl: { key: `${message.lane}-${deployment()}`, parallelism: lanes[message.lane] } }),
    ...(delaySeconds > 0 ? { delay: delaySeconds } : {}),
    headers: forwarded(),
  };
}

export function scheduleRequest({ id, name, payload, cron, retries }: Schedule) {
  return {
    scheduleId: scheduleIdOf(id),
    destination: `${jobsUrl()}${name}`,
    cron,
    body: JSON.stringify(payload),
    label: name,
    retries,
    timeout,
    failureCallback: `${jobsUrl()}${failureName}`,
    headers: { "content-type": "application/json", ...forwarded() },
  };
}

export function scheduleIdOf(id: string): string {
  return `${id}-${deployment()}`;
}

function deployment(): string {
  return env().keyPrefix.replaceAll(":", "-");
}

/**
 * Headers that come back with a delivery. The client turns plain names into `Upstash-Forward-…` for the message or the
 * schedule's messages; the failure callback is a message of its own, whose headers have their own prefix.
 */
function forwarded(): Record<string, string> {
  const requestId = currentRequestId();
  const bypass = env().VERCEL_AUTOMATION_BYPASS_SECRET;
  const headers = {
    ...(bypass !== undefined && { "x-vercel-protection-bypass": bypass }),
    ...(requestId !== undefined && { "x-request-id": requestId }),
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => [
      [name, value],
      [`Upstash-Failure-Callback-Forward-${name}`, value],
    ]),
  );
}
