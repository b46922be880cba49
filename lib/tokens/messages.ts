import { z } from "zod";
import type { Message } from "@/lib/queue/publish";

export const fetchTokensJobName = "fetch-tokens";
export const fetchTokensPayload = z.object({
  walletId: z.uuid(),
  round: z.int().nonnegative(),
  run: z.string().max(60),
  v: z.literal(1),
});
export type FetchTokensPayload = z.infer<typeof fetchTokensPayload>;

/** Asks for the names of a wallet's tokens; `run` tells one asking from the next, `round` its messages apart. */
export function fetchTokensMessage(payload: Omit<FetchTokensPayload, "v">, delayMs: number): Message {
  return {
    name: fetchTokensJobName,
    payload: { ...payload, v: 1 },
    identity: [payload.walletId, payload.run, payload.round],
    delayMs,
    retries: 2,
  };
}
