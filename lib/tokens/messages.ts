import { z } from "zod";
import type { Message } from "@/lib/queue/publish";

/** A run with more of them than this has gone on for long enough. */
export const skippedAllowed = 300;

export const fetchTokensJobName = "fetch-tokens";
export const fetchTokensPayload = z.object({
  walletId: z.uuid(),
  round: z.int().nonnegative(),
  run: z.string().max(60),
  /** Units whose answers made no sense in this run: they are not asked for again before the next. */
  skipped: z.array(z.string().max(120)).max(skippedAllowed).default([]),
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
