import "server-only";
import Fraction from "fraction.js";
import type { z } from "zod";
import { adaDecimals } from "@/lib/cardano/amount";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { PriceAnswer, priceQuery } from "@/lib/contract/prices";
import type { Currency, Grain } from "@/lib/contract/rates";
import { userDb } from "@/lib/db";
import { env } from "@/lib/env";
import { priceText } from "@/lib/market/decimal-text";
import { lookupToken } from "@/lib/market/lookup-token";
import { ownPriceAt, ownPriceOfOne, type OwnPrice } from "@/lib/prices/own-price";
import { readOwnPrices } from "@/lib/prices/own-prices";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import type { AdaRate } from "@/lib/rates/ada-rate";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { dayMs } from "@/lib/rates/instants";
import { newestAdaRate } from "@/lib/rates/newest-ada-rate";
import { lookupTokens } from "@/lib/tokens/lookup";

type PriceQuery = z.output<typeof priceQuery>;

/** When a price is asked for. */
interface Moment {
  readonly at: Date;
  readonly isNow: boolean;
  readonly grain: Grain;
}

/** A price in ADA with what says so, or why there is none. */
type InAda =
  | (Pick<PriceAnswer, "source" | "rank" | "class" | "provenance" | "priceAt"> & {
      /** Lovelace for one smallest part. */
      readonly price: Fraction;
    })
  | { readonly price: null; readonly reason: NonNullable<PriceAnswer["reason"]> };

type Told = Omit<PriceAnswer, "unit" | "at" | "currency" | "decimals">;

/**
 * What one of a unit costs, now or at a time, in a currency: by the person's own word, else by its pools. Where there is no price
 * it says why. Asks the chain for a token that nobody here knows; of the past it reads what is stored.
 */
export async function getPrice(
  userId: string,
  unit: Unit,
  query: PriceQuery,
  nowMs: number = Date.now(),
): Promise<PriceAnswer> {
  const moment = momentOf(query.at, nowMs);
  const [own, tokens, rate] = await Promise.all([
    readOwnPrices(userId),
    lookupTokens(unit === lovelace ? [] : [unit]),
    rateAt(query.currency, moment),
  ]);
  const decimals = unit === lovelace ? adaDecimals : (tokens.get(unit)?.decimals ?? null);
  const asked = { unit, at: moment.at.toISOString(), currency: query.currency, decimals };
  if (unit === lovelace) return { ...asked, ...adaItself(query.currency, rate) };
  const said = ownPriceAt(own, unit, moment.at.getTime());
  const told =
    said === null
      ? inCurrency(await inAda(userId, unit, moment), rate, decimals)
      : await saidPrice(said, { currency: query.currency, rate, moment, decimals });
  return { ...asked, ...told };
}

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

/** A day is asked for at its end; what lies ahead is now. */
function momentOf(asked: string | undefined, nowMs: number): Moment {
  if (asked === undefined) return { at: new Date(nowMs), isNow: true, grain: "hour" };
  const grain = dayOnly.test(asked) ? "day" : "hour";
  const at = Date.parse(asked) + (grain === "day" ? dayMs - 1 : 0);
  return { at: new Date(Math.min(at, nowMs)), isNow: at >= nowMs, grain };
}

async function rateAt(currency: Currency, { at, isNow, grain }: Moment): Promise<AdaRate> {
  if (isNow && currency !== "ADA") return newestAdaRate(currency, at);
  const [rate] = await getAdaRates(currency, [at], grain);
  if (rate === undefined) throw new Error("a moment has no answer");
  return rate;
}

/** Nothing, and why. */
const unpriced = (reason: NonNullable<PriceAnswer["reason"]>): Told => ({
  price: null,
  source: null,
  rank: null,
  class: "none",
  provenance: null,
  priceAt: null,
  reason,
  later: reason === "later",
});

function adaItself(currency: Currency, rate: AdaRate): Told {
  if (rate.rate === null) return unpriced(rate.reason);
  return {
    price: priceText(rate.rate),
    source: currency === "ADA" ? null : rate.sources.join(", "),
    rank: "close",
    class: "firm",
    provenance: null,
    priceAt: rate.at,
    reason: null,
    later: rate.later,
  };
}

async function inAda(userId: string, unit: Unit, { at, isNow }: Moment): Promise<InAda> {
  if (!isNow) return pastInAda(userId, unit, at);
  const token = await lookupToken(userId, unit, at.getTime());
  if (typeof token === "string") return { price: null, reason: token };
  if (token.price === null) return { price: null, reason: "none exists" };
  const { price, class: priceClass, from, at: priceAt } = token.price;
  return {
    price: new Fraction(price),
    source: from.dex,
    rank: "live",
    class: priceClass,
    provenance: { pool: from.poolUnit, txHash: from.txHash, height: from.height },
    priceAt,
  };
}

async function pastInAda(userId: string, unit: Unit, at: Date): Promise<InAda> {
  const [[known], isLater] = await Promise.all([readPastPrices([{ unit, at }]), isBeingValued(userId, unit)]);
  if (known == null && env().MARKET === "off") return { price: null, reason: "switched off" };
  if (known == null) return { price: null, reason: isLater ? "later" : "none exists" };
  const { price, rank, class: priceClass, from } = known;
  const provenance = from && { pool: from.poolUnit, txHash: from.txHash, height: from.height };
  return { price, source: from?.dex ?? null, rank, class: priceClass, provenance, priceAt: known.at };
}

/** Whether a wallet that ever had the unit still waits for prices of its past. */
async function isBeingValued(userId: string, unit: Unit): Promise<boolean> {
  const rows = await userDb(userId).$queryRaw<unknown[]>`
    SELECT 1 FROM valuation v WHERE v.user_id = ${userId}::uuid AND v.due_at IS NOT NULL
      AND EXISTS (SELECT FROM balance b WHERE b.user_id = v.user_id AND b.wallet_id = v.wallet_id AND b.unit = ${unit}) LIMIT 1`;
  return rows.length > 0;
}

function inCurrency(known: InAda, rate: AdaRate, decimals: number | null): Told {
  if (known.price === null) return unpriced(known.reason);
  if (rate.rate === null) return unpriced(rate.reason);
  const one = rate.rate.mul(10n ** BigInt(decimals ?? 0)).div(10n ** BigInt(adaDecimals));
  return { ...known, price: priceText(known.price.mul(one)), reason: null, later: rate.later };
}

interface Asked {
  readonly currency: Currency;
  readonly rate: AdaRate;
  readonly moment: Moment;
  readonly decimals: number | null;
}

/** The person's word: as they said it in its own currency, by the rates of both in another. */
async function saidPrice(said: OwnPrice, { currency, rate, moment, decimals }: Asked): Promise<Told> {
  const one = ownPriceOfOne(said, decimals ?? 0);
  const own = {
    source: "you",
    rank: "own",
    class: "manual",
    provenance: null,
    priceAt: new Date(said.at).toISOString(),
    reason: null,
  } as const;
  if (said.currency === currency) {
    const price = said.decimals === (decimals ?? 0) ? said.price : priceText(one);
    return { ...own, price, later: false };
  }
  const saidIn = await rateAt(said.currency, moment);
  if (rate.rate === null) return unpriced(rate.reason);
  if (saidIn.rate === null) return unpriced(saidIn.reason);
  return { ...own, price: priceText(one.div(saidIn.rate).mul(rate.rate)), later: rate.later || saidIn.later };
}
