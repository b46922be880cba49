import { z } from "zod";
import { quantity } from "@/lib/contract/primitives";

export const amount = z.object({
  unit: z.string(),
  quantity,
  decimals: z.int(),
  ticker: z.string().nullable(),
  name: z.string().nullable(),
});
