import "server-only";
import Fraction from "fraction.js";
import type { Acquisition, Money } from "@/lib/accounting/accounting-event";
import type { EventPurpose } from "@/lib/accounting/event-purpose";
import type { Review } from "@/lib/accounting/wallet-book";
import { elsewhere } from "@/lib/accounting/word";
import type { Currency } from "@/lib/contract/rates";
import { storedWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { convertMoney } from "@/lib/rates/convert-money";

/** Coins that were bought elsewhere. */
export interface DatedOpening {
  readonly id: string;
  readonly at: number;
  readonly unit: string;
  readonly quantity: bigint;
  /** In the report's currency; null where it cannot be told in it. */
  readonly cost: Money;
}

/** What the person bought elsewhere, the oldest first: costs of other currencies by the rates of their days. */
export async function readOpenings(userId: string, currency: Currency): Promise<DatedOpening[]> {
  const rows = await userDb(userId).openingLot.findMany({
    where: { userId },
    orderBy: [{ acquiredAt: "asc" }, { id: "asc" }],
  });
  const costs = rows.map((row) => ({
    sum: new Fraction(row.cost.toFixed()),
    currency: storedWord("opening_lot.currency", row.currency),
    at: row.acquiredAt,
  }));
  const told = await convertMoney(costs, currency, "day");
  return rows.map(({ id, acquiredAt, unit, quantity }, n) => ({
    ...{ id, at: acquiredAt.getTime(), unit, quantity: BigInt(quantity.toFixed()), cost: told[n] ?? null },
  }));
}

/** Bought, and lying elsewhere from then on. */
export function openingEvent({ id: lot, at, unit: asset, quantity, cost: basis }: DatedOpening): {
  events: [Acquisition];
  purposes: [EventPurpose];
  reviews: Review[];
} {
  const id = `opening:${lot}`;
  const price = basis?.div(quantity) ?? null;
  return {
    events: [{ kind: "acquisition", id, at, asset, wallet: elsewhere, quantity, basis, price }],
    purposes: [{ eventId: id, purpose: "deposit", protocol: null, deal: id, values: new Map([[asset, basis]]) }],
    reviews: basis === null ? [{ eventId: id, why: "unpriced" }] : [],
  };
}
