import { z } from "zod";
import { askedTime, quantity, time, id } from "@/lib/contract/primitives";
import { places } from "@/lib/ledger/closed-words";

export const holdingsQuery = z.strictObject({
  wallet: id.optional(),
  asOf: askedTime.optional(),
  currency: z.enum(["ADA"]).default("ADA"),
  cursor: z.string().max(400).optional(),
});
export const tokenKinds = ["token", "nft", "lp"] as const;
const holding = z.object({
  unit: z.string(),
  policyId: z.string().nullable(),
  assetName: z.string().nullable(),
  fingerprint: z.string().nullable(),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  /** Null until they are known, and with them the quantity that is made of them. */
  decimals: z.int().nullable(),
  quantity,
  displayQuantity: z.string().nullable(),
  kind: z.enum(["ada", ...tokenKinds]),
  logo: z.string().nullable(),
  price: z.string().nullable(),
  value: z.string().nullable(),
  priceSource: z.string().nullable(),
  priceAt: time.nullable(),
  spam: z.boolean(),
});
export type Holding = z.infer<typeof holding>;
export const holdingsAnswer = z.object({
  asOf: time,
  currency: z.string(),
  total: z.object({ value: z.string(), priced: z.int(), unpriced: z.int() }),
  holdings: z.array(holding),
  places: z.array(z.object({ place: z.enum(places), credential: z.string().nullable(), unit: z.string(), quantity })),
  /** What stands in reward accounts, of whatever kind; not part of any place's UTxOs. */
  rewards: z.object({ withdrawableLovelace: quantity }).nullable(),
  /** Where the next holdings begin, of more than one answer carries; null behind the last, which is spam where there is any. */
  nextCursor: z.string().nullable(),
});
export type HoldingsAnswer = z.infer<typeof holdingsAnswer>;
/** All that a user holds, before it is cut into answers. */
export const allHoldings = holdingsAnswer.omit({ nextCursor: true });
export type AllHoldings = z.infer<typeof allHoldings>;
