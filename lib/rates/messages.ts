import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const ratesJobName = "fetch-rates";

export const ratesPayload = z.object({
  /** Tells one run from the next; null in the schedule's own message, which begins one. */
  run: z.uuid().nullable(),
  round: z.int().nonnegative(),
  /** Somebody waits for hours of the month that goes on, whether or not anybody is here. */
  isWanted: z.boolean(),
  v: z.literal(1),
});
export type RatesPayload = z.infer<typeof ratesPayload>;

export const firstOfRates: RatesPayload = { run: null, round: 0, isWanted: false, v: 1 };

export function ratesMessage(payload: RatesPayload, delayMs = 0): Message {
  return { name: ratesJobName, payload, identity: [payload.run ?? "", payload.round], delayMs, retries: 1 };
}
