import { z } from "zod";
import type { Grain } from "@/lib/contract/rates";

/** What an ada cost at the end of an hour or a day. */
export interface Candle {
  /** Its end. */
  readonly at: number;
  /** US dollars, a decimal. */
  readonly close: string;
}

/** Closes that are wanted: of what ends after `from`, up to `to`. */
export interface Span {
  readonly grain: Grain;
  readonly from: number;
  readonly to: number;
}

/** A price, or so many units of a currency: more than nothing, and no more digits than a column keeps exactly. */
export const decimal = z
  .string()
  .regex(/^\d{1,15}(?:\.\d{1,20})?$/)
  .refine((digits) => /[1-9]/.test(digits), "not more than nothing");

/** A time as it comes out of `parseExactJson`. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
