import { z } from "zod";
import { priceClasses } from "@/lib/contract/holdings";
import { askedTime, ownDecimal, time } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";

export const priceQuery = z.strictObject({
  /** A time, or a day: then the price at its end. */
  at: askedTime.optional(),
  currency: currencyCode.default("ADA"),
});

/**
 * Where a price stands in the order in which evidence is believed: the person's own; the pools as they are; then what a past time
 * has; and of ada itself the close of an hour or a day.
 */
const priceRanks = ["own", "live", "fill", "output", "at height", "day close", "between", "close"] as const;

/** Why there is no price. `later`: it is being looked up; `none exists`: nobody trades it, or did then; `switched off`: nobody is asked here. */
const noPriceReasons = ["later", "none exists", "switched off"] as const;

const priceProvenance = z.object({ pool: z.string(), txHash: z.string(), height: z.int().nullable() });

export const priceAnswer = z.object({
  unit: z.string(),
  at: time,
  currency: currencyCode,
  /** Of one as `decimals` count it; of one smallest part where they are not known. */
  price: z.string().nullable(),
  decimals: z.int().nullable(),
  /** A DEX, the sources of a rate, or `you`. */
  source: z.string().nullable(),
  rank: z.enum(priceRanks).nullable(),
  class: z.enum(priceClasses),
  provenance: priceProvenance.nullable(),
  priceAt: time.nullable(),
  reason: z.enum(noPriceReasons).nullable(),
  /** Asked again, it may be another. */
  later: z.boolean(),
});
export type PriceAnswer = z.infer<typeof priceAnswer>;

export const ownPriceRequest = z.strictObject({
  /** Of one as the token's decimals count it, and of one smallest part while nobody knows them; 0 for what is worth nothing. */
  price: ownDecimal,
  currency: currencyCode,
  /** A time: it counts from then on. A day (`2026-11-30`): on that UTC day. Absent: from now on. */
  at: askedTime.optional(),
});
export type OwnPriceRequest = z.output<typeof ownPriceRequest>;

export const ownPriceQuery = z.strictObject({
  /** As it was given with the price; absent: every price from a time on, so that the market counts again. */
  at: askedTime.optional(),
});
