import { z } from "zod";
import { quantity } from "@/lib/contract/primitives";

export const amount = z.object({
  unit: z.string(),
  quantity,
  /** Null until they are known: the quantity is then in raw units. */
  decimals: z.int().nullable(),
  ticker: z.string().nullable(),
  name: z.string().nullable(),
});
