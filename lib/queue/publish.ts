import "server-only";
import { takeAllowance } from "@/lib/queue/allowance";
import type { Message } from "@/lib/queue/port";
import { queue } from "@/lib/queue/queue";
import { queueUnavailable } from "@/lib/queue/queue-unavailable";
import { count } from "@/lib/meter";

/**
 * Hands messages to the queue in one request. One that it has already (same identity within ten minutes) is not doubled.
 * Throws `queue_unavailable` where it did not take them all; those that it took come all the same; `rate_limited` where
 * whoever asks has begun too much.
 */
export async function publish(messages: readonly Message[]): Promise<void> {
  await takeAllowance(messages.length);
  const refusals = await queue().publish(messages);
  count("messages", refusals.filter((refusal) => refusal === null).length);
  const refused = messages.flatMap(({ name }, index) => {
    const reason = refusals[index] === undefined ? "it was not answered for" : refusals[index];
    return reason === null ? [] : [`${name}: ${reason}`];
  });
  if (refused.length > 0) throw queueUnavailable(new Error(refused.join("; ")));
}
