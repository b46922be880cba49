import "server-only";
import type { Message } from "@/lib/queue/port";
import { queue } from "@/lib/queue/queue";
import { queueUnavailable } from "@/lib/queue/queue-unavailable";
import { count } from "@/lib/meter";

/**
 * Hands messages to the queue in one request. One that it has already (same identity within ten minutes) is not doubled.
 * Throws `queue_unavailable` where it did not take them all; those that it took come all the same.
 */
export async function publish(messages: readonly Message[]): Promise<void> {
  const refusals = await queue().publish(messages);
  count("messages", refusals.filter((refusal) => refusal === null).length);
  const refused = messages.flatMap(({ name }, index) => {
    const reason = refusals[index] === undefined ? "it was not answered for" : refusals[index];
    return reason === null ? [] : [`${name}: ${reason}`];
  });
  if (refused.length > 0) throw queueUnavailable(new Error(refused.join("; ")));
}
