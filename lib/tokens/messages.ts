import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const fetchTokensJobName = "fetch-tokens";
export const fetchTokensPayload = z.object({
  walletId: z.uuid(),
  /** Of the wallet's look-up; one that is behind it is stale. */
  seq: z.int().nonnegative(),
  v: z.literal(2),
});
export type FetchTokensPayload = z.infer<typeof fetchTokensPayload>;

/** What messages of every version have told: whose names they ask for. */
export const anyLookupPayload = z.looseObject({ walletId: z.uuid() });

/** Asks for the names of a wallet's tokens. */
export function fetchTokensMessage(payload: Omit<FetchTokensPayload, "v">, delayMs: number): Message {
  return {
    name: fetchTokensJobName,
    payload: { ...payload, v: 2 },
    identity: [payload.walletId, payload.seq],
    delayMs,
    retries: 2,
    lane: "blockfrost",
  };
}
