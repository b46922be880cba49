import "server-only";
import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { AppError } from "@/lib/contract/app-error";
import { qstash } from "@/lib/queue/qstash";
import { currentRequestId } from "@/lib/log";
import { count } from "@/lib/meter";

export interface Message {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What makes two messages the same one; hashed, since QStash refuses some characters. */
  readonly identity: readonly (string | number)[];
  /** Reckoned from now on, so that a clock that is wrong does no harm. */
  readonly delayMs: number;
  readonly retries: number;
}

/** Hands messages to QStash in one request. A message that it has already (same identity within ten minutes) is not doubled. */
export async function publish(messages: readonly Message[]): Promise<void> {
  count("messages", messages.length);
  try {
    await qstash().batchJSON(messages.map(toRequest));
  } catch (cause) {
    throw new AppError({
      code: "queue_unavailable",
      detail: "The job queue did not take the message. Try again in a moment.",
      retryable: true,
      retryAfterSeconds: 5,
      cause,
    });
  }
}

export function jobUrl(name: string): string {
  return `${env().appUrl}/api/jobs/${name}`;
}

function toRequest(message: Message) {
  const { keyPrefix, VERCEL_AUTOMATION_BYPASS_SECRET } = env();
  const requestId = currentRequestId();
  const delaySeconds = Math.ceil(message.delayMs / 1000);
  return {
    url: jobUrl(message.name),
    body: message.payload,
    label: message.name,
    retries: message.retries,
    timeout: "10s" as const,
    deduplicationId: createHash("sha256")
      .update([keyPrefix, message.name, ...message.identity].join("|"))
      .digest("hex"),
    failureCallback: jobUrl("message-failed"),
    flowControl: { key: "blockfrost", parallelism: 20 },
    ...(delaySeconds > 0 ? { delay: delaySeconds } : {}),
    headers: {
      ...(VERCEL_AUTOMATION_BYPASS_SECRET && { "x-vercel-protection-bypass": VERCEL_AUTOMATION_BYPASS_SECRET }),
      ...(requestId !== undefined && { "x-request-id": requestId }),
    },
  };
}
