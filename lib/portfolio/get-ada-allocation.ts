import "server-only";
import type { z } from "zod";
import { derived } from "@/lib/cache/derived";
import { lovelace } from "@/lib/cardano/unit";
import { userDb } from "@/lib/db";
import { adaAllocation, type positionsQuery, type AdaAllocation } from "@/lib/contract/positions";
import { readBalances, readWithdrawable } from "@/lib/portfolio/balance-rows";
import { foldAdaAllocation } from "@/lib/portfolio/fold-ada-allocation";
import { openOrders } from "@/lib/portfolio/order-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";

/** Where all of the user's ADA is, in parts that add up to the whole. Throws `not_found` for anybody else's wallet. */
export async function getAdaAllocation(userId: string, query: z.output<typeof positionsQuery>): Promise<AdaAllocation> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  return derived(userId, `ada-allocation:${walletId ?? "all"}`, adaAllocation, () =>
    readAdaAllocation(userId, walletId),
  );
}

async function readAdaAllocation(userId: string, walletId: string | null): Promise<AdaAllocation> {
  const [balances, withdrawable, orders, besides] = await Promise.all([
    readBalances(userId, walletId, null),
    readWithdrawable(userId, walletId),
    openOrders(userId, walletId),
    readBesides(userId, walletId),
  ]);
  const ada = balances.filter(({ unit }) => unit === lovelace);
  const at = (place: string) => ada.reduce((sum, row) => sum + (row.place === place ? BigInt(row.quantity) : 0n), 0n);
  return foldAdaAllocation({
    wallet: at("wallet"),
    contracts: new Map(
      ada.flatMap((row) => (row.place === "contract" ? [[row.credential ?? "", BigInt(row.quantity)]] : [])),
    ),
    orders: orders.map(({ credential, ownStake, locked }) => ({
      credential,
      ownStake,
      lovelace: locked.get(lovelace) ?? 0n,
    })),
    deposits: BigInt(besides.deposits),
    tokenMinimum: besides.tokenMinimum === null ? null : BigInt(besides.tokenMinimum),
    withdrawable: BigInt(withdrawable ?? 0),
  });
}

interface BesidesRow {
  readonly deposits: string;
  readonly tokenMinimum: string | null;
}

/**
 * Deposits that did not come back: a pool's comes back as a reward. And the lovelace that outputs with tokens at own
 * addresses cannot do without, as of the last proof; null where a wallet has none.
 */
async function readBesides(userId: string, walletId: string | null): Promise<BesidesRow> {
  const [row] = await userDb(userId).$queryRaw<BesidesRow[]>`
    WITH chosen AS (
      SELECT w.id, w.deposited, p.unspent
      FROM wallet w LEFT JOIN wallet_proof p ON p.wallet_id = w.id AND p.user_id = w.user_id
      WHERE w.user_id = ${userId}::uuid AND (${walletId}::uuid IS NULL OR w.id = ${walletId}::uuid)
    )
    SELECT
      (coalesce((SELECT sum(c.deposited) FROM chosen c), 0)
        - coalesce((SELECT sum(r.amount) FROM staking_reward r JOIN chosen c ON c.id = r.wallet_id WHERE r.type = 'pool_deposit_refund'), 0))::text AS deposits,
      CASE WHEN NOT EXISTS (SELECT 1 FROM chosen WHERE unspent IS NULL) THEN (
        SELECT coalesce(sum((m ->> 1)::numeric), 0)::text
        FROM chosen c CROSS JOIN jsonb_array_elements(c.unspent -> 'tokenMinima') m
      ) END AS "tokenMinimum"`;
  if (row === undefined) throw new Error("an aggregate without a row");
  return row;
}
