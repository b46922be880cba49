import "server-only";
import Fraction from "fraction.js";
import type { z } from "zod";
import type { Unit } from "@/lib/cardano/brand";
import { derived } from "@/lib/cache/derived";
import { env } from "@/lib/env";
import { allHoldings, type AllHoldings, type HoldingsAnswer, type holdingsQuery } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { readTokens } from "@/lib/market/token-store";
import { foldHoldings, type BalanceRow } from "@/lib/portfolio/fold-holdings";
import { readBalances, readWithdrawable } from "@/lib/portfolio/balance-rows";
import { priceHoldings, type Prices } from "@/lib/portfolio/price-holdings";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";
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
  const at = asOf ?? new Date();
  const [rows, withdrawable, rate] = await Promise.all([
    readBalances(userId, walletId, asOf),
    asOf === null ? readWithdrawable(userId, walletId) : null,
    rateAt(currency, asOf),
  ]);
  const holdings = foldHoldings(rows, env().IPFS_GATEWAY !== undefined);
  // What tokens cost at another time than now is not known here.
  const units = asOf === null ? holdings.flatMap(({ unit, spam }) => (spam ? [] : [unit as Unit])) : [];
  const tokens = env().MARKET === "off" ? noTokens : await readTokens(units, at.getTime());
  return {
    asOf: at.toISOString(),
    currency,
    ...priceHoldings(holdings, { tokens, rate, nowMs: at.getTime() }),
    places: rows.map(placeOf),
    rewards: withdrawable === null ? null : { withdrawableLovelace: withdrawable },
  };
}

const one = new Fraction(1);
const adaItself: Prices["rate"] = { now: one, dayBefore: one, at: null, source: null };
const noTokens: Prices["tokens"] = new Map();

/** What an ada costs, and cost a day before, by the hours' closes; null where that is not known. */
async function rateAt(currency: Currency, asOf: Date | null): Promise<Prices["rate"]> {
  if (currency === "ADA") return adaItself;
  const now = asOf ?? new Date();
  const before = new Date(now.getTime() - 86_400_000);
  const [newest, [dayBefore]] = await Promise.all([
    asOf === null ? newestAdaRate(currency, now) : getAdaRates(currency, [now], "hour").then(([rate]) => rate),
    getAdaRates(currency, [before], "hour"),
  ]);
  if (newest?.rate == null) return null;
  return { now: newest.rate, dayBefore: dayBefore?.rate ?? null, at: newest.at, source: newest.sources.join(", ") };
}

function placeOf({ place, credential, unit, quantity }: BalanceRow): HoldingsAnswer["places"][number] {
  return { place, credential, unit, quantity };
}
