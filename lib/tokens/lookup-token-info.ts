import { z } from "zod";
import { jsonOrNull } from "@/lib/http/json-or-null";
import { tokenKinds } from "@/lib/contract/holdings";

const tokenInfo = z.object({
  unit: z.string(),
  policyId: z.string(),
  assetName: z.string(),
  fingerprint: z.string(),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  decimals: z.int().min(0).max(255),
  kind: z.enum(tokenKinds),
});

/** What a unit is, as its registry entry or its minter says. */
export type TokenInfo = z.infer<typeof tokenInfo>;

/** A token from its cached JSON; null for what an older version of the app wrote, which is then looked up again. */
export function readToken(json: string): TokenInfo | null {
  return tokenInfo.safeParse(jsonOrNull(json)).data ?? null;
}
