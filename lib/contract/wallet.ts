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
  }),
  proof: proofSummary,
});
export type Wallet = z.infer<typeof wallet>;
export const walletsAnswer = z.object({ wallets: z.array(wallet) });
export const addWalletRequest = z.strictObject({
  address: typedAddress,
  label: harmless(z.string().trim().max(limits.walletLabelCharacters)).optional(),
});
export const addWalletAnswer = z.object({ wallet, job: job.nullable() });
export const patchWalletRequest = z.strictObject({
  label: harmless(z.string().trim().max(limits.walletLabelCharacters)).nullable(),
});
