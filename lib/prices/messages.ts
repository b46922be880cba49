import { z } from "zod";
import type { Message } from "@/lib/queue/port";

export const valueWalletJobName = "value-wallet";
export const valueWalletPayload = z.object({
  walletId: z.uuid(),
  /** Of the wallet's valuation; one that is behind it is stale. */
  seq: z.int().nonnegative(),
  v: z.literal(1),
});
export type ValueWalletPayload = z.infer<typeof valueWalletPayload>;

/** Looks for prices of a wallet's past. */
export function valueWalletMessage(payload: Omit<ValueWalletPayload, "v">, delayMs: number): Message {
  return {
    name: valueWalletJobName,
    payload: { ...payload, v: 1 },
    identity: [payload.walletId, payload.seq],
    delayMs,
    retries: 2,
    lane: "blockfrost",
  };
}

/** What messages of every version tell: whose past it is. */
export const anyValuationPayload = z.looseObject({ walletId: z.uuid() });
