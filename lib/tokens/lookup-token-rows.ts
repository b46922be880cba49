import "server-only";
import { storedWord } from "@/lib/contract/stored-words";
import { db } from "@/lib/db";
import type { TokenInfo } from "@/lib/tokens/lookup-token-info";

/** The units that have a `token` row; shared by all users, so without a scope. */
export async function readTokenRows(units: readonly string[]): Promise<TokenInfo[]> {
  if (units.length === 0) return [];
  const rows = await db().token.findMany({
    where: { unit: { in: [...units] } },
    omit: { fetchedAt: true, readBy: true, description: true, logo: true },
  });
  return rows.map((row) => ({ ...row, kind: storedWord("token.kind", row.kind) }));
}
