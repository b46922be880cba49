import "server-only";
import { db } from "@/lib/db";
import type { TokenRow } from "@/lib/tokens/token-row";

/** Units that a wallet holds and nobody has looked up; fungible ones first, as far as a quantity tells. */
export async function unknownUnits(
  walletId: string,
  limit: number,
): Promise<{ userId: string | null; units: string[] }> {
  const rows = await db().$queryRaw<{ userId: string; unit: string }[]>`
    SELECT f.user_id AS "userId", f.unit FROM asset_flow f
    WHERE f.wallet_id = ${walletId}::uuid AND f.unit <> 'lovelace' AND NOT EXISTS (SELECT 1 FROM token t WHERE t.unit = f.unit)
    GROUP BY f.user_id, f.unit
    ORDER BY (sum(f.net_change) > 1) DESC, (sum(f.net_change) > 0) DESC, f.unit LIMIT ${limit}`;
  return { userId: rows[0]?.userId ?? null, units: rows.map(({ unit }) => unit) };
}

export async function saveTokens(rows: readonly TokenRow[]): Promise<void> {
  if (rows.length > 0) await db().token.createMany({ data: [...rows], skipDuplicates: true });
}
