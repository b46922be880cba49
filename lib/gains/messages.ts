import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const foldGainsJobName = "fold-gains";
export const foldGainsPayload = z.object({
  /** One of the user's. */
  walletId: z.uuid(),
  round: z.int().nonnegative(),
  run: z.string().max(60),
  v: z.literal(1),
});
export type FoldGainsPayload = z.infer<typeof foldGainsPayload>;

/** Goes on telling a user's gains; `run` tells one asking from the next, `round` its messages apart. */
export function foldGainsMessage(payload: Omit<FoldGainsPayload, "v">): Message {
  return {
    name: foldGainsJobName,
    payload: { ...payload, v: 1 },
    identity: [payload.walletId, payload.run, payload.round],
    delayMs: 0,
    retries: 3,
  };
}
