import "server-only";
import type { z } from "zod";
import type { Unit } from "@/lib/cardano/brand";
import { derived } from "@/lib/cache/derived";
import { env } from "@/lib/env";
import { allHoldings, type AllHoldings, type HoldingsAnswer, type holdingsQuery } from "@/lib/contract/holdings";
import { seeViewer } from "@/lib/market/viewers";
import { readTokens } from "@/lib/market/token-store";
import { foldHoldings, type BalanceRow } from "@/lib/portfolio/fold-holdings";
import { readBalances, readWithdrawable } from "@/lib/portfolio/balance-rows";
import { ownWorthsOf } from "@/lib/portfolio/own-worths";
import { priceHoldings, type Prices } from "@/lib/portfolio/price-holdings";
import { pastTokens } from "@/lib/prices/past-tokens";
import { rateAt } from "@/lib/portfolio/rate-at";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import { readOwnPrices } from "@/lib/prices/own-prices";

export type HoldingsQuery = Omit<z.output<typeof holdingsQuery>, "cursor">;

/**
 * What the user owns, by unit and by place, now or as it was at `asOf`, and what that is worth. A holding is the sum over all
 * places; how much of it is in contracts, the places tell. Throws `not_found` for anybody else's wallet.
 */
export async function getHoldings(userId: string, { wallet, asOf, currency }: HoldingsQuery): Promise<AllHoldings> {
  const walletId = wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  const then = asOf === undefined ? null : new Date(asOf);
  const [held, rate, said] = await Promise.all([
    then === null
      ? derived(userId, `holdings:${walletId ?? "all"}`, unpricedHoldings, () => readHoldings(userId, walletId, null))
      : readHoldings(userId, walletId, then),
    rateAt(currency, then),
    readOwnPrices(userId),
  ]);
  const nowMs = Date.parse(held.asOf);
  const units = held.holdings.flatMap(({ unit, spam }) => (spam ? [] : [unit as Unit]));
  const [tokens, own] = await Promise.all([
    env().MARKET === "off" ? noTokens : then === null ? readTokens(units, nowMs) : pastTokens(units, then),
    ownWorthsOf(said, units, { currency, rate, asOf: then, nowMs }),
    seeViewer(Date.now(), { userId, units }),
  ]);
  return { ...held, currency, ...priceHoldings(held.holdings, { tokens, own, rate, nowMs }) };
}

const unpricedHoldings = allHoldings.omit({ currency: true, total: true });

async function readHoldings(
  userId: string,
  walletId: string | null,
  asOf: Date | null,
): Promise<z.input<typeof unpricedHoldings>> {
  const [rows, withdrawable] = await Promise.all([
    readBalances(userId, walletId, asOf),
    asOf === null ? readWithdrawable(userId, walletId) : null,
  ]);
  return {
    asOf: (asOf ?? new Date()).toISOString(),
    holdings: foldHoldings(rows, env().IPFS_GATEWAY !== undefined),
    places: rows.map(placeOf),
    rewards: withdrawable === null ? null : { withdrawableLovelace: withdrawable },
  };
}

const noTokens: Prices["tokens"] = new Map();

function placeOf({ place, credential, unit, quantity }: BalanceRow): HoldingsAnswer["places"][number] {
  return { place, credential, unit, quantity };
}
