import { z } from "zod";
import { limits } from "@/lib/contract/limits";
import { askedTime, harmless, id, ownDecimal, quantity, time } from "@/lib/contract/primitives";
import { currencyCode } from "@/lib/contract/rates";

/** Coins bought elsewhere, as a person writes them. */
export const openingLotEntry = z.strictObject({
  /** When they were bought; a day means its beginning, UTC. */
  date: askedTime,
  /** `ADA`, the ticker of a token that one of their wallets had, if only one of those has it, or a unit: policy id and asset name in hex. */
  asset: z.string().trim().min(1, { error: "Name the coin" }).max(200),
  /** As the token's decimals count it: `12.5` ADA; in smallest parts while nobody knows them. */
  quantity: z
    .string()
    .trim()
    .regex(/^\d{1,20}(\.\d{1,18})?$/, { error: "Write a number like 1250.5: at most 20 digits before the point" }),
  /** Of all of it, fees included; 0 for what cost nothing. */
  cost: ownDecimal,
  currency: currencyCode,
  note: harmless(z.string().trim().max(limits.openingNoteCharacters)).default(""),
});
export type OpeningLotEntry = z.output<typeof openingLotEntry>;

export const addOpeningLotsRequest = z
  .strictObject({
    lots: z.array(openingLotEntry).min(1).max(limits.openingLots).optional(),
    /** A table whose first line names the columns: date, asset, quantity, cost, currency and, if you like, note. All of it is added, or nothing. */
    csv: z.string().min(1).max(limits.bodyBytes).optional(),
  })
  .refine(({ lots, csv }) => (lots === undefined) !== (csv === undefined), { error: "Give either lots or csv" });
export type AddOpeningLots = z.output<typeof addOpeningLotsRequest>;

const openingLot = z.object({
  id,
  unit: z.string(),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  decimals: z.int().nullable(),
  quantity,
  acquiredAt: time,
  /** Of all of it, in its currency. */
  cost: z.string(),
  currency: currencyCode,
  note: z.string().nullable(),
});
export type OpeningLotView = z.infer<typeof openingLot>;

/** The oldest first. */
export const openingLotsAnswer = z.object({ lots: z.array(openingLot).max(limits.openingLots) });
export type OpeningLotsAnswer = z.infer<typeof openingLotsAnswer>;
