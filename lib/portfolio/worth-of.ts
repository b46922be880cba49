import Fraction from "fraction.js";
import { adaDecimals } from "@/lib/cardano/amount";
import { lovelace } from "@/lib/cardano/unit";
import type { Worth } from "@/lib/contract/worth";
import { valueText } from "@/lib/market/decimal-text";
import { saleValue } from "@/lib/market/sale-value";
import type { SaidThen } from "@/lib/prices/own-prices";
import type { PastPrice } from "@/lib/prices/past-price";
import type { AdaRate } from "@/lib/rates/ada-rate";

/** What is known of a movement and of prices at its time. */
export interface Facts {
  readonly unit: string;
  readonly quantity: bigint;
  readonly at: Date;
  readonly fill: Fraction | null;
  readonly price: PastPrice | null;
  readonly rate: AdaRate | undefined;
  readonly isLater: boolean;
}

/** What a movement was worth, exact, with its sign; null where nobody knows. */
export interface ExactWorth {
  readonly ada: Fraction | null;
  /** In the currency asked for. */
  readonly value: Fraction | null;
}

/** The person's word counts before their own trade and before every pool, and means all of it. */
export function exactWorthOf(facts: Facts, own: SaidThen | null): ExactWorth {
  const lovelaceOf = own === null ? marketWorth(facts) : (own.price?.mul(facts.quantity) ?? null);
  const ada = lovelaceOf?.div(10n ** BigInt(adaDecimals)) ?? null;
  return { ada, value: ada === null || facts.rate?.rate == null ? null : ada.mul(facts.rate.rate) };
}

/** In lovelace: the wallet's own trade counts before what pools say. */
function marketWorth({ unit, quantity, fill, price }: Facts): Fraction | null {
  const size = quantity < 0n ? -quantity : quantity;
  const worth = fill?.mul(size) ?? (price && (unit === lovelace ? new Fraction(size) : paidFor(size, price)));
  return worth && (quantity < 0n ? worth.neg() : worth);
}

/** The same as it is told, with what says so. */
export function worthOf(facts: Facts, own: SaidThen | null): Worth {
  const { ada, value } = exactWorthOf(facts, own);
  return {
    ada: ada && valueText(ada),
    value: value && valueText(value),
    ...(own === null ? saidByMarket(facts) : saidBy(own)),
    reason: value !== null ? null : facts.isLater ? "later" : "none exists",
  };
}

type Source = Pick<Worth, "rank" | "priceClass" | "priceSource" | "priceAt" | "provenance">;

function saidByMarket({ fill, price, at }: Facts): Source {
  const from = fill === null ? (price?.from ?? null) : null;
  return {
    rank: fill === null ? (price?.rank ?? null) : "fill",
    priceClass: fill === null ? (price?.class ?? "none") : "firm",
    priceSource: from?.dex ?? null,
    priceAt: fill === null ? (price?.at ?? null) : at.toISOString(),
    provenance: from && { pool: from.poolUnit, txHash: from.txHash, height: from.height },
  };
}

const saidBy = ({ said }: SaidThen): Source => ({
  rank: "own",
  priceClass: "manual",
  priceSource: "you",
  priceAt: new Date(said.at).toISOString(),
  provenance: null,
});

/** Never more than the pools could have paid. */
function paidFor(size: bigint, { price, depthLovelace }: PastPrice): Fraction {
  const { n, d } = saleValue(size, price, depthLovelace);
  return new Fraction(n, d);
}
