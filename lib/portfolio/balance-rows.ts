import "server-only";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { BalanceRow } from "@/lib/portfolio/fold-holdings";
import { place, placeCredential, placeJoin } from "@/lib/portfolio/place-sql";

/** Exact balances by unit and place before a moment, with what each token is; those of zero are left out. One statement. */
export function readBalances(userId: string, walletId: string | null, asOf: Date | null): Promise<BalanceRow[]> {
  const one = walletId === null ? Prisma.empty : Prisma.sql`AND f.wallet_id = ${walletId}::uuid`;
  return userDb(userId).$queryRaw<BalanceRow[]>`
    WITH ${asOf === null ? Prisma.empty : moved(userId, asOf)}
    balance_then AS (
      SELECT f.unit, ${place} AS place, ${placeCredential} AS credential, sum(f.quantity) AS quantity
      FROM ${asOf === null ? Prisma.sql`balance` : Prisma.sql`moved`} f ${placeJoin}
      WHERE f.user_id = ${userId}::uuid AND f.quantity <> 0 ${one}
      GROUP BY 1, 2, 3 HAVING sum(f.quantity) <> 0
    )
    SELECT b.unit, b.place, b.credential, b.quantity::text AS quantity,
      k.fingerprint, k.name AS "tokenName", k.ticker, k.decimals, k.kind, ${picture} AS picture, coalesce(m.own_spam, m.suspicion IS NOT NULL) AS spam
    FROM balance_then b LEFT JOIN token k ON k.unit = b.unit LEFT JOIN token_mark m ON m.unit = b.unit AND m.user_id = ${userId}::uuid
    ORDER BY b.unit COLLATE "C", array_position(ARRAY['wallet', 'contract'], b.place), b.credential COLLATE "C"`;
}

/** Whether a token has a picture, without reading it: its beginning tells. */
const picture = Prisma.sql`CASE left(k.logo, 5) WHEN 'data:' THEN 'inline' WHEN 'ipfs:' THEN 'ipfs' END`;

/** By each transaction's own key: what is not asked for is not read, whatever the database expects of the other way. */
const flowsOf = Prisma.sql`CROSS JOIN LATERAL (SELECT * FROM asset_flow a WHERE a.transaction_id = t.id AND a.user_id = t.user_id OFFSET 0) f`;

/**
 * What sums up to the balances before a time, from whichever end of the history is nearer: what came before it, or today's
 * balances without what came from then on. The other end is not read at all.
 */
function moved(userId: string, asOf: Date): Prisma.Sql {
  const half = Prisma.sql`(SELECT min(t.tx_timestamp) + (max(t.tx_timestamp) - min(t.tx_timestamp)) / 2 FROM transaction t WHERE t.user_id = ${userId}::uuid)`;
  return Prisma.sql`
    moved AS (
      SELECT f.user_id, f.wallet_id, f.unit, f.place, f.credential, f.net_change AS quantity
      FROM transaction t ${flowsOf}
      WHERE ${asOf} < ${half} AND t.user_id = ${userId}::uuid AND t.tx_timestamp < ${asOf}
      UNION ALL
      SELECT b.user_id, b.wallet_id, b.unit, b.place, b.credential, b.quantity FROM balance b
      WHERE NOT coalesce(${asOf} < ${half}, false) AND b.user_id = ${userId}::uuid
      UNION ALL
      SELECT f.user_id, f.wallet_id, f.unit, f.place, f.credential, -f.net_change
      FROM transaction t ${flowsOf}
      WHERE ${asOf} >= ${half} AND t.user_id = ${userId}::uuid AND t.tx_timestamp >= ${asOf}
    ),`;
}

/** What stands in reward accounts, in lovelace; null where no wallet has a reward account that was looked at. */
export async function readWithdrawable(userId: string, walletId: string | null): Promise<string | null> {
  const { _sum } = await userDb(userId).wallet.aggregate({
    where: { userId, ...(walletId !== null && { id: walletId }) },
    _sum: { withdrawable: true },
  });
  return _sum.withdrawable?.toFixed() ?? null;
}
