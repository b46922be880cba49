import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const refreshJobName = "refresh-wallets";

export const refreshPayload = z.object({
  /** Tells one run from the next; null in the schedule's own message, which begins one. */
  run: z.uuid().nullable(),
  /** Where the message before this one ended, as the version before tells; what was begun is not due, so nobody asks. */
  after: z.object({ refreshedAt: z.iso.datetime(), walletId: z.uuid() }).nullable(),
  /** Wallets that the run still may take; null for all of its part. */
  left: z.int().positive().nullable(),
  v: z.literal(1),
});
export type RefreshPayload = z.infer<typeof refreshPayload>;

export const firstOfRun: RefreshPayload = { run: null, after: null, left: null, v: 1 };

export function refreshMessage(payload: RefreshPayload): Message {
  return {
    name: refreshJobName,
    payload,
    identity: [payload.run ?? "", payload.left ?? ""],
    delayMs: 0,
    retries: 1,
  };
}
