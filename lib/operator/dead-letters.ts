import "server-only";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/contract/app-error";
import type { Operations } from "@/lib/contract/operator";
import { qstash } from "@/lib/queue/qstash";

type DeadLetter = NonNullable<Operations["deadLetters"]>[number];

const shown = 100;

/** Messages that the queue gave up on, newest first; of this deployment only, as a queue may serve several. Throws `queue_unavailable`. */
export async function listDeadLetters(): Promise<DeadLetter[]> {
  const own = `${env().appUrl}/api/jobs/`;
  const { messages } = await ask(() => qstash().dlq.listMessages({ count: shown }));
  return messages
    .filter(({ url }) => url.startsWith(own))
    .map(({ dlqId, url, createdAt, responseStatus, responseBody }) => ({
      id: dlqId,
      job: url.slice(own.length),
      at: new Date(createdAt).toISOString(),
      status: responseStatus ?? null,
      reason: responseBody?.slice(0, 300) ?? "",
    }));
}

/** Sends a dead message again. Throws `not_found`. */
export async function retryDeadLetter(id: string): Promise<void> {
  await assertListed(id);
  await ask(() => qstash().dlq.retry(id));
}

/** Throws a dead message away. Throws `not_found`. */
export async function dropDeadLetter(id: string): Promise<void> {
  await assertListed(id);
  await ask(() => qstash().dlq.delete(id));
}

async function assertListed(id: string): Promise<void> {
  if (!(await listDeadLetters()).some((letter) => letter.id === id)) throw notFound("dead letter");
}

async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError({
      code: "queue_unavailable",
      detail: "The job queue does not answer. Try again in a moment.",
      retryable: true,
      retryAfterSeconds: 5,
      cause,
    });
  }
}
