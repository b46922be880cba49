import { z } from "zod";
import { quantity, time } from "@/lib/contract/primitives";

const assetProof = z.object({ unit: z.string(), computed: quantity, onChain: quantity, difference: quantity });
export const proofStatuses = ["proven", "diverged"] as const;
export const proof = z.object({
  status: z.enum([...proofStatuses, "pending"]),
  height: z.int().nullable(),
  blockHash: z.string().nullable(),
  checkedAt: time.nullable(),
  assets: z.array(assetProof),
  /** Withdrawn rewards by our ledger against the account's own figure; null for a wallet without a stake key. */
  withdrawals: z.object({ computed: quantity, onChain: quantity, difference: quantity }).nullable(),
  firstDivergence: assetProof.extend({ reason: z.string() }).nullable(),
});
export type Proof = z.infer<typeof proof>;
/** Whether nothing is missing: its sums equal the chain's, and each of its transactions was read. */
export const isProven = ({ status, quarantined }: { status: Proof["status"]; quarantined: number }): boolean =>
  status === "proven" && quarantined === 0;
export const proofSummary = proof
  .pick({ status: true, height: true, checkedAt: true })
  .extend({ assetCount: z.int(), quarantined: z.int() });
