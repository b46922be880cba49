import "server-only";
import Fraction from "fraction.js";
import type { z } from "zod";
import type { Unit } from "@/lib/cardano/brand";
import { derived } from "@/lib/cache/derived";
import { env } from "@/lib/env";
import { allHoldings, type AllHoldings, type HoldingsAnswer, type holdingsQuery } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { seeViewer } from "@/lib/market/viewers";
import { readTokens } from "@/lib/market/token-store";
import { foldHoldings, type BalanceRow } from "@/lib/portfolio/fold-holdings";
import { readBalances, readWithdrawable } from "@/lib/portfolio/balance-rows";
import { priceHoldings, type Prices } from "@/lib/portfolio/price-holdings";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { dayMs } from "@/lib/rates/instants";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";
import { requireWallet } from "@/lib/portfolio/require-wallet";

export type HoldingsQuery = Omit<z.output<typeof holdingsQuery>, "cursor">;

/**
 * What the user owns, by unit and by place, now or as it was at `asOf`, and what that is worth. A holding is the sum over all
 * places; how much of it is in contracts, the places tell. Throws `not_found` for anybody else's wallet.
 */
export async function getHoldings(userId: string, { wallet, asOf, currency }: HoldingsQuery): Promise<AllHoldings> {
  const walletId = wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  const then = asOf === undefined ? null : new Date(asOf);
  const [held, rate] = await Promise.all([
    then === null
      ? derived(userId, `holdings:${walletId ?? "all"}`, unpricedHoldings, () => readHoldings(userId, walletId, null))
      : readHoldings(userId, walletId, then),
    rateAt(currency, then),
  ]);
  const nowMs = Date.parse(held.asOf);
  // What tokens cost at another time than now is not known here.
  const units = then === null ? held.holdings.flatMap(({ unit, spam }) => (spam ? [] : [unit as Unit])) : [];
  const [tokens] =
    env().MARKET === "off" ? [noTokens] : await Promise.all([readTokens(units, nowMs), seeViewer(Date.now())]);
  return { ...held, currency, ...priceHoldings(held.holdings, { tokens, rate, nowMs }) };
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

const one = new Fraction(1);
const adaItself: Prices["rate"] = { now: one, dayBefore: one, at: null, source: null };
const noTokens: Prices["tokens"] = new Map();

/** What an ada costs, and cost a day before, by the hours' closes; null where that is not known. */
async function rateAt(currency: Currency, asOf: Date | null): Promise<Prices["rate"]> {
  if (currency === "ADA") return adaItself;
  const now = asOf ?? new Date();
  const before = new Date(now.getTime() - dayMs);
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
