import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { limits } from "@/lib/contract/limits";
import { userDb } from "@/lib/db";
import { missingMonths, tellMonths } from "@/lib/prices/price-months";
import { dayMs, firstMonth, monthOf } from "@/lib/rates/instants";

/** What a second is enough for. Others are told by whoever asks for them. */
const mostMonths = 600;

/** Tells what a history by days asks for: the months of as many days as it has points, of what the wallet holds and held. */
export async function tellWalletMonths(userId: string, walletId: string, nowMs: number): Promise<void> {
  const units = await readPricedUnits(userId, walletId);
  const first = Math.max(firstMonth, monthOf(nowMs - limits.historyPoints * dayMs));
  await tellMonths(await missingMonths(units, first, monthOf(nowMs), mostMonths));
}

/** Those that a pool trades, or that are shares of one; what is held goes first. */
async function readPricedUnits(userId: string, walletId: string): Promise<Unit[]> {
  const rows = await userDb(userId).$queryRaw<{ unit: Unit }[]>`
    SELECT b.unit FROM balance b WHERE b.user_id = ${userId}::uuid AND b.wallet_id = ${walletId}::uuid AND b.unit <> ${lovelace}
      AND (EXISTS (SELECT FROM price_pool p WHERE p.unit = b.unit) OR EXISTS (SELECT FROM price_pool p WHERE p.lp_unit = b.unit))
    GROUP BY b.unit ORDER BY bool_or(b.quantity > 0) DESC, b.unit LIMIT ${mostMonths}`;
  return rows.map(({ unit }) => unit);
}
