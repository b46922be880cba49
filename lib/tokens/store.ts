import "server-only";
import { db } from "@/lib/db";
import type { TokenRow } from "@/lib/tokens/token-row";

/**
 * Units that a wallet has or had and nobody has looked up; what it holds first, and of that fungible ones, as far as a
 * quantity tells. Goes from unit to unit of the index, not from flow to flow.
 */
export async function unknownUnits(
  walletId: string,
  limit: number,
): Promise<{ userId: string | null; units: string[] }> {
  const rows = await db().$queryRaw<{ userId: string; unit: string }[]>`
    WITH RECURSIVE had AS (
      (SELECT f.unit FROM asset_flow f WHERE f.wallet_id = ${walletId}::uuid ORDER BY f.unit LIMIT 1)
      UNION ALL
      SELECT (SELECT f.unit FROM asset_flow f WHERE f.wallet_id = ${walletId}::uuid AND f.unit > had.unit ORDER BY f.unit LIMIT 1)
      FROM had WHERE had.unit IS NOT NULL
    ),
    held AS (
      SELECT b.unit, sum(b.quantity) AS quantity FROM balance b WHERE b.wallet_id = ${walletId}::uuid GROUP BY b.unit
    )
    SELECT w.user_id AS "userId", had.unit FROM wallet w CROSS JOIN had LEFT JOIN held ON held.unit = had.unit
    WHERE w.id = ${walletId}::uuid AND had.unit <> 'lovelace' AND NOT EXISTS (SELECT 1 FROM token t WHERE t.unit = had.unit)
    ORDER BY (held.quantity > 1) DESC NULLS LAST, (held.quantity > 0) DESC NULLS LAST, had.unit LIMIT ${limit}`;
  return { userId: rows[0]?.userId ?? null, units: rows.map(({ unit }) => unit) };
}

export async function saveTokens(rows: readonly TokenRow[]): Promise<void> {
  if (rows.length > 0) await db().token.createMany({ data: [...rows], skipDuplicates: true });
}
