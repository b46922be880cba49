import { z } from "zod";
import { askedTime, quantity, time, id } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";
import { places } from "@/lib/ledger/closed-words";

export const holdingsQuery = z.strictObject({
  wallet: id.optional(),
  asOf: askedTime.optional(),
  currency: currencyCode.default("ADA"),
  cursor: z.string().max(400).optional(),
});
export const tokenKinds = ["token", "nft", "lp"] as const;
/** How far a price can be trusted: by the ADA behind it, or because the person said it. */
export const priceClasses = ["firm", "thin", "unreliable", "manual", "none"] as const;
/** A change over time as a decimal: 0.05 is five percent more. */
const change = z.string().nullable();
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
  /** Of one, as `displayQuantity` counts them, in the currency. */
  price: z.string().nullable(),
  /** What the whole quantity is worth, and never more than its pools could pay. */
  value: z.string().nullable(),
  change24h: change,
  /** Prices of about the last day, the oldest first; null where too few are known. */
  spark: z.array(z.string()).nullable(),
  priceSource: z.string().nullable(),
  priceClass: z.enum(priceClasses),
  priceAt: time.nullable(),
  /** The pool that the price is of; of how many pools it is the median, and the ADA behind them. */
  provenance: z
    .object({
      pool: z.string(),
      txHash: z.string(),
      height: z.int().nullable(),
      pools: z.int(),
      depthAda: z.string(),
    })
    .nullable(),
  spam: z.boolean(),
});
export type Holding = z.infer<typeof holding>;
export const holdingsAnswer = z.object({
  asOf: time,
  currency: z.string(),
  /** Of what can be relied on. `value` is null while the currency's rate is not known. */
  total: z.object({ value: z.string().nullable(), priced: z.int(), unpriced: z.int(), change24h: change }),
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
