import "server-only";
import { labelOf, unknownToken, type TokenColumns, type TokenLabel } from "@/lib/portfolio/token-name";
import { lookupTokens } from "@/lib/tokens/lookup";

/** What is known of tokens, by unit; ADA needs no row, and an unknown token has none. */
export async function readTokenColumns(units: readonly string[]): Promise<Map<string, TokenColumns>> {
  const tokens = await lookupTokens(units.filter((unit) => unit !== "lovelace"));
  return new Map(
    [...tokens].map(([unit, { name, ticker, decimals }]) => [unit, { tokenName: name, ticker, decimals }]),
  );
}

/** What to call every one of some units, held or not, and how many decimals it has. */
export async function readTokenLabels(units: readonly string[]): Promise<Map<string, TokenLabel>> {
  const tokens = await readTokenColumns(units);
  return new Map(units.map((unit) => [unit, labelOf(unit, tokens.get(unit) ?? unknownToken)]));
}
