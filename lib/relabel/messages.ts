import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const relabelJobName = "relabel";
export const relabelPayload = z.object({
  relabelId: z.uuid(),
  seq: z.int().nonnegative(),
  epoch: z.int().nonnegative(),
  v: z.literal(1),
});
export type RelabelPayload = z.infer<typeof relabelPayload>;

/** Asks for the next pages of a re-labelling, from page `seq` on. */
export function relabelMessage(step: Omit<RelabelPayload, "v">): Message {
  return {
    name: relabelJobName,
    payload: { ...step, v: 1 },
    identity: [step.relabelId, step.seq, step.epoch],
    delayMs: 0,
    retries: 3,
  };
}
