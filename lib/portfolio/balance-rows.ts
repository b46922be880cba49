import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { BalanceRow } from "@/lib/portfolio/fold-holdings";
import { place, placeCredential, placeJoin } from "@/lib/portfolio/place-sql";

/** Exact balances by unit and place before a moment, with what each token is; those of zero are left out. One statement. */
export function readBalances(userId: string, walletId: string | null, asOf: Date | null): Promise<BalanceRow[]> {
  const until =
    asOf === null
      ? Prisma.empty
      : Prisma.sql`JOIN transaction t ON t.id = f.transaction_id AND t.user_id = f.user_id AND t.tx_timestamp < ${asOf}`;
  const one = walletId === null ? Prisma.empty : Prisma.sql`AND f.wallet_id = ${walletId}::uuid`;
  return userDb(userId).$queryRaw<BalanceRow[]>`
    WITH balance AS (
      SELECT f.unit, ${place} AS place, ${placeCredential} AS credential, sum(f.net_change) AS quantity
      FROM asset_flow f ${until} ${placeJoin}
      WHERE f.user_id = ${userId}::uuid ${one}
      GROUP BY 1, 2, 3 HAVING sum(f.net_change) <> 0
    )
    SELECT b.unit, b.place, b.credential, b.quantity::text AS quantity,
      k.fingerprint, k.name AS "tokenName", k.ticker, k.decimals, k.kind, k.logo, coalesce(m.own_spam, m.suspicion IS NOT NULL) AS spam
    FROM balance b LEFT JOIN token k ON k.unit = b.unit LEFT JOIN token_mark m ON m.unit = b.unit AND m.user_id = ${userId}::uuid
    ORDER BY b.unit COLLATE "C", array_position(ARRAY['wallet', 'contract', 'unverified'], b.place), b.credential COLLATE "C"`;
}

/** Earned rewards that were not yet withdrawn, in lovelace; null where no wallet has a reward account that was looked at. */
export async function readWithdrawable(userId: string, walletId: string | null): Promise<string | null> {
  const { _sum } = await userDb(userId).wallet.aggregate({
    where: { userId, ...(walletId !== null && { id: walletId }) },
    _sum: { withdrawable: true },
  });
  return _sum.withdrawable?.toFixed() ?? null;
}
