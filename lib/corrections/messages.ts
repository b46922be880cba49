import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const correctionsJobName = "apply-corrections";
export const correctionsPayload = z.object({
  walletId: z.uuid(),
  round: z.int().nonnegative(),
  run: z.string().max(60),
  v: z.literal(1),
});
export type CorrectionsPayload = z.infer<typeof correctionsPayload>;

/** Asks for what is still due of the labels of a wallet's user; `run` tells one asking from the next, `round` its messages apart. */
export function correctionsMessage(payload: Omit<CorrectionsPayload, "v">): Message {
  return {
    name: correctionsJobName,
    payload: { ...payload, v: 1 },
    identity: [payload.walletId, payload.run, payload.round],
    delayMs: 0,
    retries: 3,
  };
}
