import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { userDb } from "@/lib/db";
import type { HandedToPool } from "@/lib/portfolio/against-holding";

interface Row {
  readonly walletId: string;
  readonly lp: Unit;
  readonly unit: Unit;
  readonly quantity: string;
}

/** A key of what one wallet handed to one pool. */
export const liquidityKey = (walletId: string, lp: Unit): string => `${walletId} ${lp}`;

/** All that each wallet ever handed to the pools behind these LP tokens, less what came back, by `liquidityKey`. */
export async function readHandedToPools(userId: string, lpUnits: readonly Unit[]): Promise<Map<string, HandedToPool>> {
  if (lpUnits.length === 0) return new Map();
  const rows = await userDb(userId).$queryRaw<Row[]>`
    SELECT e.wallet_id AS "walletId", split_part(e.location, ':', 4) AS lp, e.unit, sum(e.quantity)::text AS quantity
    FROM transaction_event e
    WHERE e.user_id = ${userId}::uuid AND e.location LIKE 'position:%' AND split_part(e.location, ':', 3) = 'liquidity'
      AND split_part(e.location, ':', 4) = ANY(${[...lpUnits]}::text[])
    GROUP BY 1, 2, 3`;
  const handed = new Map<string, Map<Unit, bigint>>();
  for (const { walletId, lp, unit, quantity } of rows) {
    const key = liquidityKey(walletId, lp);
    handed.set(key, (handed.get(key) ?? new Map<Unit, bigint>()).set(unit, BigInt(quantity)));
  }
  return handed;
}
