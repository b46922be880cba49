import { z } from "zod";
import { priceClasses } from "@/lib/contract/holdings";
import { time } from "@/lib/contract/primitives";

/** How a price of the past is known, the best first; see docs/decisions/0017. */
const priceRanks = ["own", "fill", "output", "at height", "day close", "between"] as const;

/** What something was worth when it moved, with the sign of the movement. */
export const worth = z.object({
  /** In ADA; null where no price is known. */
  ada: z.string().nullable(),
  /** In the currency that is asked for, by the close of the last full hour. */
  value: z.string().nullable(),
  rank: z.enum(priceRanks).nullable(),
  priceClass: z.enum(priceClasses),
  /** The DEX, or `you`; null for ADA itself and for the wallet's own trade for ADA. */
  priceSource: z.string().nullable(),
  /** Of the evidence. */
  priceAt: time.nullable(),
  provenance: z.object({ pool: z.string(), txHash: z.string(), height: z.int().nullable() }).nullable(),
  /** Why there is no value: it is still being looked for, or nobody traded it then. */
  reason: z.enum(["later", "none exists"]).nullable(),
});
export type Worth = z.infer<typeof worth>;
