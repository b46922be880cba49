import { z } from "zod";
import { networkNames } from "@/lib/cardano/network";
import { jobStatuses, jobError, job } from "@/lib/contract/job";
import { limits } from "@/lib/contract/limits";
import { harmless, time, typedAddress, id } from "@/lib/contract/primitives";
import { proofSummary } from "@/lib/contract/proof";

/** Every address with one stake credential, or one address without one. */
export const walletKinds = ["account", "address"] as const;
export const wallet = z.object({
  id,
  label: z.string().nullable(),
  address: z.string(),
  stakeAddress: z.string().nullable(),
  network: z.enum(networkNames),
  addedAt: time,
  sync: z.object({
    jobId: id.nullable(),
    status: z.enum(jobStatuses),
    processed: z.int(),
    total: z.int().nullable(),
    percent: z.number().nullable(),
    etaSeconds: z.int().nullable(),
    lastSyncedAt: time.nullable(),
    tipHeight: z.int().nullable(),
    error: jobError.nullable(),
    /** Names and decimals of its tokens are being looked up, which goes on after the sync. */
    namesDue: z.boolean(),
  }),
  proof: proofSummary,
  /** How many prices its past asks for, how many of these are known by now, and whether they are still looked for; absent before. */
  valuation: z.object({ needed: z.int(), found: z.int(), isUnderWay: z.boolean() }).optional(),
});
export type Wallet = z.infer<typeof wallet>;
export const walletsQuery = z.strictObject({
  /** Of the answer before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f-]{36}$/, "Not a cursor of an earlier answer")
    .optional(),
  limit: z.coerce.number().int().min(1).max(limits.walletsListed).default(limits.walletsListed),
});
export const walletsAnswer = z.object({ wallets: z.array(wallet), nextCursor: z.string().nullable(), total: z.int() });
export const addWalletRequest = z.strictObject({
  address: typedAddress,
  label: harmless(z.string().trim().max(limits.walletLabelCharacters)).optional(),
});
export const addWalletAnswer = z.object({ wallet, job: job.nullable() });
export const patchWalletRequest = z.strictObject({
  label: harmless(z.string().trim().max(limits.walletLabelCharacters)).nullable(),
});
