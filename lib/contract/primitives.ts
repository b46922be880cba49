import { z } from "zod";
import { isKeyOrHash } from "@/lib/cardano/pasted/find-private-key";
import { findSecret } from "@/lib/cardano/pasted/find-secret";

/**
 * The HTTP contract: one zod schema per body, from which the OpenAPI document, the routes' checks and the pages' types all come.
 * Quantities are decimal strings of the smallest unit; times are ISO 8601 UTC.
 */
export const quantity = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: "Exact integer of the smallest unit, as a decimal string" });
export const time = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
/** A time or a day that a person asks for: before the Unix epoch there is nothing to ask for, and no database for all of it. */
export const askedTime = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: "Write a day like 2024-05-31" })
  .refine((text) => new Date(text).getUTCFullYear() >= 1970, { error: "Give a time from 1970 on" });
export const id = z.uuid();
/** Money that a person says: at most fifteen digits before the point and eighteen behind it. */
export const ownDecimal = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,18})?$/, {
    error: "Write a number like 0.0271: at most 15 digits before the point and 18 behind it",
  });

/** Said in place of what was refused. */
export const withheld = "This looks like a seed phrase or a private key. It was not kept. Never enter one anywhere";

/** Text that is refused where it gives somebody's funds away; the refusal does not repeat it. */
export function harmless<S extends z.ZodType<string>>(text: S): S {
  return text.refine((value) => findSecret(value) === null, { error: withheld, abort: true });
}

/** An address or a $handle as it was typed: as `harmless`, and 64 hex digits are no address either: they are a transaction's hash or a private key. */
export const typedAddress = harmless(z.string().trim().min(1))
  .refine((value) => !isKeyOrHash(value), {
    error: "64 hex digits are a transaction's hash or a private key, and no address",
    abort: true,
  })
  .max(300);
