import "server-only";
import type { z } from "zod";
import { adaDecimals, formatAmount } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import { derived } from "@/lib/cache/derived";
import { env } from "@/lib/env";
import { allHoldings, type AllHoldings, type HoldingsAnswer, type holdingsQuery } from "@/lib/contract/holdings";
import { foldHoldings, type BalanceRow } from "@/lib/portfolio/fold-holdings";
import { readBalances, readWithdrawable } from "@/lib/portfolio/balance-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";

export type HoldingsQuery = Omit<z.output<typeof holdingsQuery>, "cursor">;

/**
 * What the user owns, by unit and by place, now or as it was at `asOf`. A holding is the sum over all places; how much
 * of it is in contracts, the places tell. Throws `not_found` for anybody else's wallet.
 */
export async function getHoldings(userId: string, query: HoldingsQuery): Promise<AllHoldings> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  if (query.asOf !== undefined) return readHoldings(userId, walletId, new Date(query.asOf), query);
  const name = `holdings:${walletId ?? "all"}:${query.currency}`;
  return derived(userId, name, allHoldings, () => readHoldings(userId, walletId, null, query));
}

async function readHoldings(
  userId: string,
  walletId: string | null,
  asOf: Date | null,
  { currency }: HoldingsQuery,
): Promise<AllHoldings> {
  const [rows, withdrawable] = await Promise.all([
    readBalances(userId, walletId, asOf),
    asOf === null ? readWithdrawable(userId, walletId) : null,
  ]);
  const holdings = foldHoldings(rows, env().IPFS_GATEWAY !== undefined);
  const ada = holdings.find(({ unit }) => unit === lovelace);
  return {
    asOf: (asOf ?? new Date()).toISOString(),
    currency,
    total: {
      value: formatAmount(BigInt(ada?.quantity ?? 0), adaDecimals),
      priced: ada === undefined ? 0 : 1,
      unpriced: holdings.filter(({ unit, spam }) => unit !== lovelace && !spam).length,
    },
    holdings,
    places: rows.map(placeOf),
    rewards: withdrawable === null ? null : { withdrawableLovelace: withdrawable },
  };
}

function placeOf({ place, credential, unit, quantity }: BalanceRow): HoldingsAnswer["places"][number] {
  return { place, credential, unit, quantity };
}
