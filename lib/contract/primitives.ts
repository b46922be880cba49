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
export const id = z.uuid();
