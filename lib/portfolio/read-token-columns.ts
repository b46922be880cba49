import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import type { TokenColumns } from "@/lib/portfolio/token-name";
import { lookupTokens } from "@/lib/tokens/lookup";

/** What is known of tokens, by unit; ADA needs no row, and an unknown token has none. */
export async function readTokenColumns(units: readonly Unit[]): Promise<Map<string, TokenColumns>> {
  const tokens = await lookupTokens(units.filter((unit) => unit !== "lovelace"));
  return new Map(
    [...tokens].map(([unit, { name, ticker, decimals }]) => [unit, { tokenName: name, ticker, decimals }]),
  );
}
