import Fraction from "fraction.js";
import type { Money } from "@/lib/accounting/accounting-event";
import { exactText } from "@/lib/accounting/exact-text";
import { foldEvents } from "@/lib/accounting/fold-periods";
import type { GoldenCase } from "@/lib/accounting/golden-case";
import { InsufficientLots, type Outcome } from "@/lib/accounting/outcome";

const moneyText = (money: Money): string | null => (money === null ? null : exactText(money));

type Told = Pick<GoldenCase, "id" | "scaleOf">;

/** A history that its own rules refuse, and where. */
interface Refused {
  readonly id: string;
  readonly error: "insufficient-lots";
  readonly errorEventId: string;
}

/** What a case comes to, as `npm run lots` prints it: amounts as decimals, or `a/b` where a decimal would not be exact. */
export function lotsLine(golden: GoldenCase): ReturnType<typeof outcomeLine> | Refused {
  const { id, rules, events } = golden;
  try {
    return outcomeLine(golden, foldEvents(events, rules));
  } catch (error) {
    if (!(error instanceof InsufficientLots)) throw error;
    return { id, error: "insufficient-lots", errorEventId: error.shortfall.eventId };
  }
}

function outcomeLine({ id, scaleOf }: Told, { disposals, remaining, income, shortfalls }: Outcome) {
  const amount = (asset: string, quantity: bigint) => exactText(new Fraction(quantity, scaleOf(asset)));
  return {
    id,
    disposals: disposals.map(({ eventId, at, asset, quantity, proceeds, costBasis, gain, lots, matches }) => ({
      eventId,
      at: new Date(at).toISOString(),
      asset,
      quantity: amount(asset, quantity),
      proceeds: moneyText(proceeds),
      costBasis: moneyText(costBasis),
      gain: moneyText(gain),
      lots: lots.map((lot) => ({
        lotId: lot.lotId,
        quantity: amount(asset, lot.quantity),
        costBasis: moneyText(lot.costBasis),
        gain: moneyText(lot.gain),
        term: lot.term,
      })),
      matches: matches.map((match) => ({
        rule: match.rule,
        acquired: match.acquired,
        quantity: amount(asset, match.quantity),
        costBasis: moneyText(match.costBasis),
      })),
    })),
    remaining: remaining.map(({ lotId, asset, wallet, quantity, costBasis }) => ({
      lotId,
      asset,
      wallet,
      quantity: amount(asset, quantity),
      costBasis: moneyText(costBasis),
    })),
    income: income.map(({ eventId, asset, quantity, value }) => ({
      eventId,
      asset,
      quantity: amount(asset, quantity),
      value: moneyText(value),
    })),
    shortfalls: shortfalls.map(({ eventId, asset, missing }) => ({ eventId, asset, missing: amount(asset, missing) })),
  };
}
