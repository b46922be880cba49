import { z } from "zod";
import { askedTime, id, time } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";

export const historyIntervals = ["hour", "day", "week", "month"] as const;
export type HistoryInterval = (typeof historyIntervals)[number];

/** Without `from` it begins with the first transaction, or as far back as one answer goes; without `to` it ends now. */
export const historyQuery = z.strictObject({
  wallet: id.optional(),
  from: askedTime.optional(),
  to: askedTime.optional(),
  interval: z.enum(historyIntervals).default("day"),
  currency: currencyCode.default("ADA"),
});

export const historyAnswer = z.object({
  currency: z.string(),
  points: z.array(
    z.object({
      at: time,
      /** As `total.value` of the holdings at that time; null while the currency's rate is not known. */
      value: z.string().nullable(),
      /**
       * What had come from others by then, less what had gone to them, each by what it was worth on its day. What has no price is
       * left out. Null while the currency's rate of one of these days is not known.
       */
      netDeposits: z.string().nullable(),
      /** Holdings that are part of `value`, and those that are not. */
      priced: z.int(),
      unpriced: z.int(),
      /** Those of `unpriced` that pools trade, then or now: what they cost then is not known, or cannot be relied on. */
      missing: z.int(),
    }),
  ),
});
export type HistoryAnswer = z.infer<typeof historyAnswer>;
