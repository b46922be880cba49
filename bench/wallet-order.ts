import { z } from "zod";

/** A wallet that the chain's process is to have, and the answer that says that it has. */
export const walletOrder = z.object({ seed: z.string(), transactions: z.number() });
export const walletDelivered = z.object({ seed: z.string(), stakeAddress: z.string() });
