import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { harmless, time, typedAddress, id } from "@/lib/contract/primitives";

export const userKinds = ["guest", "wallet"] as const;
export const user = z.object({ id, kind: z.enum(userKinds) });
export const sessionAnswer = z.object({ user });
export const guestAnswer = z.object({ user, recoveryKey: z.string() });
/** What a signature is good for: coming in as the key's holder, or adding the key to the account that is signed in. */
export const purposes = ["sign-in", "link"] as const;
const hex = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^([0-9a-f]{2})+$/i);
export const challengeRequest = z.strictObject({
  /** Stake or payment address, bech32 or the hex of CIP-30. */
  address: typedAddress,
  /** `link` adds the key to the account that is signed in, with all that its own account has. */
  purpose: z.enum(purposes).default("sign-in"),
});
export const challengeAnswer = z.object({ challenge: z.string(), payloadHex: z.string(), expiresAt: time });
export const walletSignInRequest = z.strictObject({
  address: typedAddress,
  challenge: z.string().min(1).max(100),
  signature: z.strictObject({ signature: hex(8_000), key: hex(1_000) }),
  /** What the wallet says are its addresses (CIP-30 getUsedAddresses, getChangeAddress); those of the signing stake key count as proven. */
  usedAddresses: z.array(z.string().trim().min(1).max(300)).max(limits.signInAddresses).default([]),
});
const device = z.object({
  id,
  device: z.string(),
  current: z.boolean(),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
});
export type Device = z.infer<typeof device>;
export const devicesAnswer = z.object({ devices: z.array(device) });
export const recoverRequest = z.strictObject({ recoveryKey: harmless(z.string().min(1)).max(200) });
