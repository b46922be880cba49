import { z } from "zod";
import type { TxHash } from "@/lib/cardano/brand";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { isUnit } from "@/lib/cardano/unit";
import { DatumError } from "@/lib/protocols/datum";
import { readPool, type FoundPool } from "@/lib/protocols/read-pool";

const hex = (characters: number) => z.string().regex(new RegExp(`^[0-9a-f]{${String(characters)}}$`));

/**
 * The output that a pool was last seen in, as the chain gave it. Kept instead of what was read of it: a reader that is mended
 * reads it anew, and a price shows what it comes from.
 */
export const poolOutput = z.object({
  script: hex(56).transform(parseCredentialHash),
  txHash: hex(64).transform((hash) => hash as TxHash),
  index: z.int().nonnegative(),
  /** Where it was made, as far as that was asked for. */
  height: z.int().nonnegative().nullable(),
  at: z.iso.datetime().nullable(),
  value: z.array(z.tuple([z.string().refine(isUnit), z.string().regex(/^\d{1,20}$/)])),
  datum: z
    .string()
    .regex(/^([0-9a-f]{2})*$/)
    .nullable(),
});
export type PoolOutput = z.output<typeof poolOutput>;

/** The pool in it; null where there is none, or none that can be read. */
export function poolIn({ script, value, datum }: PoolOutput): FoundPool | null {
  try {
    return readPool(script, new Map(value.map(([unit, amount]) => [unit, BigInt(amount)])), datum);
  } catch (error) {
    if (error instanceof DatumError) return null;
    throw error;
  }
}
