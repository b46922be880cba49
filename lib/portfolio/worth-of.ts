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

/** The wallet's own trade counts before what pools say. */
export function worthOf(facts: Facts): Worth {
  const { unit, quantity, at, fill, price, rate, isLater } = facts;
  const size = quantity < 0n ? -quantity : quantity;
  const ada = fill?.mul(size) ?? (price && (unit === lovelace ? new Fraction(size) : paidFor(size, price)));
  const signed = ada && (quantity < 0n ? ada.neg() : ada).div(10n ** BigInt(adaDecimals));
  const inMoney = signed === null || rate?.rate == null ? null : signed.mul(rate.rate);
  const from = fill === null ? (price?.from ?? null) : null;
  return {
    ada: signed && valueText(signed),
    value: inMoney && valueText(inMoney),
    rank: fill === null ? (price?.rank ?? null) : "fill",
    priceClass: fill === null ? (price?.class ?? "none") : "firm",
    priceSource: from?.dex ?? null,
    priceAt: fill === null ? (price?.at ?? null) : at.toISOString(),
    provenance: from && { pool: from.poolUnit, txHash: from.txHash, height: from.height },
    reason: inMoney !== null ? null : isLater ? "later" : "none exists",
  };
}

/** The person's word counts before their own trade and before every pool, and means all of it. */
export function ownWorthOf({ said, price }: SaidThen, { quantity, rate, isLater }: Facts): Worth {
  const ada = price && price.mul(quantity).div(10n ** BigInt(adaDecimals));
  const inMoney = ada === null || rate?.rate == null ? null : ada.mul(rate.rate);
  return {
    ada: ada && valueText(ada),
    value: inMoney && valueText(inMoney),
    rank: "own",
    priceClass: "manual",
    priceSource: "you",
    priceAt: new Date(said.at).toISOString(),
    provenance: null,
    reason: inMoney !== null ? null : isLater ? "later" : "none exists",
  };
}

/** Never more than the pools could have paid. */
function paidFor(size: bigint, { price, depthLovelace }: PastPrice): Fraction {
  const { n, d } = saleValue(size, price, depthLovelace);
  return new Fraction(n, d);
}
