import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { harmless, time, typedAddress, id } from "@/lib/contract/primitives";

export const userKinds = ["guest", "wallet"] as const;
export const user = z.object({ id, kind: z.enum(userKinds) });
export const sessionAnswer = z.object({ user });
export const guestAnswer = z.object({ user, recoveryKey: z.string() });
/**
 * What a signature is good for: coming in as the key's holder, adding the key to the account that is signed in, or proving
 * that it is its holder who changes how that account is come into.
 */
export const purposes = ["sign-in", "link", "prove"] as const;
const hex = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^([0-9a-f]{2})+$/i);
export const challengeRequest = z.strictObject({
  /** Stake or payment address, bech32 or the hex of CIP-30. */
  address: typedAddress,
  /** `link` adds the key to the account that is signed in; `prove` is for a `proof`. Both are good in this session only. */
  purpose: z.enum(purposes).default("sign-in"),
});
export const challengeAnswer = z.object({ challenge: z.string(), payloadHex: z.string(), expiresAt: time });
const signedChallenge = {
  address: typedAddress,
  challenge: z.string().min(1).max(100),
  signature: z.strictObject({ signature: hex(8_000), key: hex(1_000) }),
};
/** What the wallet says are its addresses (CIP-30 getUsedAddresses, getChangeAddress); those of the signing stake key count as proven. */
const usedAddresses = z.array(z.string().trim().min(1).max(300)).max(limits.signInAddresses).default([]);
const recoveryKey = harmless(z.string().min(1)).max(200);
/** A fresh proof of who asks: the recovery key, or a challenge to `prove`, signed with a key of the account. */
export const freshProof = z.union([z.strictObject({ recoveryKey }), z.strictObject(signedChallenge)], {
  error:
    "A fresh proof is needed: the recovery key, or a challenge with the purpose prove, signed with a key of the account.",
});
export type FreshProof = z.infer<typeof freshProof>;
/** `proof` is needed to add a key (`link`); a guest's first key counts as a proof at once where one is given. */
export const walletSignInRequest = z.strictObject({ ...signedChallenge, usedAddresses, proof: freshProof.optional() });
/** How an account is come into is changed with a fresh proof only. */
export const provenRequest = z.strictObject({ proof: freshProof });
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
/** What becomes of the wallets of the session that enters another account's key; `ask` refuses where there are some. */
const walletChoices = ["leave", "add", "ask"] as const;
export type WalletChoice = (typeof walletChoices)[number];
export const recoverRequest = z.strictObject({ recoveryKey, wallets: z.enum(walletChoices).default("leave") });
export const recoveryKeyAnswer = z.object({ recoveryKey: z.string() });
const signInKey = z.object({
  id,
  /** The address that was signed with. */
  address: z.string(),
  addedAt: time,
  /** From then on its signature is a proof; a guest's first key waits where it came without one. */
  trustedAt: time,
});
export type SignInKey = z.infer<typeof signInKey>;
/** `recoveryKey`: whether the account has one. */
export const signInKeysAnswer = z.object({ keys: z.array(signInKey), recoveryKey: z.boolean() });
export const securityEventKinds = ["signed_in", "key_added", "key_removed", "recovery_key_renewed"] as const;
export const securityEvent = z.object({
  id,
  kind: z.enum(securityEventKinds),
  at: time,
  /** The device that did it, in words. */
  device: z.string(),
  /** Of the key, where it is about one. */
  address: z.string().nullable(),
});
export type SecurityEvent = z.infer<typeof securityEvent>;
export const securityEventsAnswer = z.object({ events: z.array(securityEvent) });
