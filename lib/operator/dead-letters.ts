import "server-only";
import { notFound } from "@/lib/contract/app-error";
import type { Operations } from "@/lib/contract/operator";
import { queue } from "@/lib/queue/queue";

type DeadLetter = NonNullable<Operations["deadLetters"]>[number];

const shown = 100;

/** Messages that the queue gave up on, newest first; of this deployment only, as a queue may serve several. Throws `queue_unavailable`. */
export async function listDeadLetters(): Promise<DeadLetter[]> {
  const letters = await queue().listDeadLetters();
  return letters
    .slice(0, shown)
    .map(({ id, name, at, status, reason }) => ({ id, job: name, at: at.toISOString(), status, reason }));
}

/** Sends a dead message again. Throws `not_found`. */
export async function retryDeadLetter(id: string): Promise<void> {
  await assertOurs(id);
  await queue().retryDeadLetter(id);
}

/** Throws a dead message away. Throws `not_found`. */
export async function dropDeadLetter(id: string): Promise<void> {
  await assertOurs(id);
  await queue().dropDeadLetter(id);
}

async function assertOurs(id: string): Promise<void> {
  if (!(await queue().listDeadLetters()).some((letter) => letter.id === id)) throw notFound("dead letter");
}
