import { z } from "zod";

/**
 * The HTTP contract: one zod schema per body, from which the OpenAPI document, the routes' checks and the pages' types all come.
 * Quantities are decimal strings of the smallest unit; times are ISO 8601 UTC.
 */
export const quantity = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: "Exact integer of the smallest unit, as a decimal string" });
export const time = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
/** A time or a day that a person asks for; there is no year 0, nor one before it in UTC. */
export const askedTime = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .refine((text) => new Date(text).getUTCFullYear() >= 1, { error: "There is no year 0" });
export const id = z.uuid();
