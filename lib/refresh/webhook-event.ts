import { z } from "zod";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { parseAddress } from "@/lib/cardano/parse-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";

const moved = z.array(z.object({ address: z.string() }));
const common = { id: z.string().min(1).max(200) };

/** What of Blockfrost's webhook events tells which wallets were touched (its SDK's `WebhookEvent`). */
export const webhookEvent = z.discriminatedUnion("type", [
  z.object({
    ...common,
    type: z.literal("transaction"),
    payload: z.array(z.object({ inputs: moved, outputs: moved })),
  }),
  z.object({ ...common, type: z.literal("delegation"), payload: z.array(z.object({ delegations: moved })) }),
  z.object({ ...common, type: z.enum(["block", "epoch"]) }),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** The addresses that an event names and the stake addresses that they belong to: what wallets are followed by. */
export function subjectsOf(event: WebhookEvent): string[] {
  const addresses = new Set(addressesIn(event));
  return [...new Set([...addresses].flatMap(subjectsAt))];
}

function addressesIn(event: WebhookEvent): string[] {
  switch (event.type) {
    case "transaction":
      return event.payload.flatMap(({ inputs, outputs }) => [...inputs, ...outputs].map(({ address }) => address));
    case "delegation":
      return event.payload.flatMap(({ delegations }) => delegations.map(({ address }) => address));
    case "block":
    case "epoch":
      return [];
  }
}

/** Addresses of an unknown kind, and what is none, are nobody's that we follow. */
function subjectsAt(address: string): string[] {
  const parsed = parsedOrNull(address);
  if (parsed === null) return [];
  return parsed.kind === "base" ? [address, stakeAddressOf(parsed.stake, parsed.network)] : [address];
}

function parsedOrNull(address: string): ParsedAddress | null {
  try {
    return parseAddress(address);
  } catch {
    return null;
  }
}
