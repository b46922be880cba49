import { z } from "zod";
import { askedTime, id, time } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";

/** Without `from`, or with one before it, it begins with the first transaction; without `to` it ends now; the currency is that of the accounting settings. */
export const performanceQuery = z.strictObject({
  wallet: id.optional(),
  from: askedTime.optional(),
  to: askedTime.optional(),
  currency: currencyCode.optional(),
});
export type PerformanceQuery = z.output<typeof performanceQuery>;

const decimal = z.string();

const flows = {
  deposits: decimal,
  withdrawals: decimal,
  income: decimal,
  fees: decimal,
  /** Before fees. */
  realised: decimal,
};
/** start + deposits − withdrawals + income − fees + realised + unrealised = end, to the last digit. */
const parts = {
  startValue: decimal,
  endValue: decimal,
  ...flows,
  /** By how much it changed. */
  unrealised: decimal,
};
/** 0.1: ten percent. Null with the reason where there is none. */
const rate = decimal.nullable();
const reasons = ["no capital", "unknown value", "too many flows", "ambiguous"] as const;

export const performanceAnswer = z.object({
  currency: currencyCode,
  from: time,
  to: time,
  ...parts,
  timeWeightedReturn: rate,
  timeWeightedReason: z.enum(reasons).nullable(),
  /** Of the whole range, and of a year like it, which needs a day at least. */
  moneyWeightedReturn: rate,
  moneyWeightedYearly: rate,
  moneyWeightedReason: z.enum(reasons).nullable(),
  /** What came for other assets less what went for them counts, too, so that the sum of each is exact. */
  byAsset: z.array(
    z.object({
      ...{ unit: z.string(), name: z.string().nullable(), ticker: z.string().nullable() },
      ...{ ...parts, exchanged: decimal },
    }),
  ),
  /** Null: what no protocol had a part in. */
  byProtocol: z.array(z.object({ protocol: z.string().nullable(), protocolName: z.string().nullable(), ...flows })),
  /** Outside of all sums, for nobody knows what it was worth at an end, or when it came or was sold. */
  unpriced: z.array(
    z.object({
      ...{ unit: z.string(), name: z.string().nullable(), ticker: z.string().nullable() },
      noPriceAt: z.array(z.enum(["start", "end"])),
      unvaluedEvents: z.int(),
    }),
  ),
});
export type PerformanceAnswer = z.infer<typeof performanceAnswer>;
