import "server-only";
import type Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { HistoryAnswer } from "@/lib/contract/history";
import type { AllHoldings } from "@/lib/contract/holdings";
import type { Currency } from "@/lib/contract/rates";
import { balancesAt, foldDeposits, foldValues } from "@/lib/portfolio/fold-history";
import { pricesThen } from "@/lib/portfolio/history-prices";
import { foldChanges, foldTransfers, partialDays } from "@/lib/portfolio/fold-days";
import { readHistoryDays } from "@/lib/sync/history-days";
import { readPartChanges, readTransfers, readUnitMarks } from "@/lib/portfolio/history-rows";
import { readOwnPrices } from "@/lib/prices/own-prices";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { dayMs } from "@/lib/rates/instants";

/**
 * What was owned at each instant, in their order, and what had been paid in by then. At the last one no tokens are priced: what they
 * are worth there the holdings tell.
 */
export async function historyPoints(
  userId: string,
  walletId: string | null,
  currency: Currency,
  instants: readonly number[],
): Promise<HistoryAnswer["points"]> {
  const [{ units, days }, rates, said] = await Promise.all([
    readMovements(userId, walletId, instants),
    ratesOf(currency, instants),
    readOwnPrices(userId),
  ]);
  const held = units.map((each) => ({ ...each, balances: balancesAt(each, instants) }));
  const named = new Set(said.map(({ unit }) => unit));
  const moments = held.flatMap(({ unit, hasPools, balances }) =>
    hasPools || named.has(unit)
      ? instants.slice(0, -1).flatMap((at, index) => (balances[index] === 0n ? [] : [{ unit, at, hasPools }]))
      : [],
  );
  const [priceAt, dayRates] = await Promise.all([
    pricesThen([...moments, ...days], said),
    getAdaRates(
      currency,
      days.map(({ at }) => new Date(at)),
      "day",
    ),
  ]);
  const deposits = foldDeposits(
    instants,
    days,
    priceAt,
    dayRates.map(({ rate }) => rate),
  );
  return foldValues(instants, held, priceAt, rates).map((point, at) => ({
    ...point,
    netDeposits: deposits[at] ?? null,
  }));
}

/** What moved of units that are no spam: sums of whole days, and of rows where an instant lies within a day. */
async function readMovements(userId: string, walletId: string | null, instants: readonly number[]) {
  const end = instants.at(-1) ?? 0;
  const partial = partialDays(instants);
  const [whole, parts, last] = await Promise.all([
    readHistoryDays(userId, walletId),
    partial.length === 0 ? [] : readPartChanges(userId, walletId, partial, instants),
    readTransfers(userId, walletId, end),
  ]);
  const changes = foldChanges(whole, parts, instants);
  const transfers = foldTransfers(whole, last, { end, isOfOne: walletId !== null });
  const marks = await readUnitMarks(userId, [...new Set([...changes.keys(), ...transfers.map(({ unit }) => unit)])]);
  const known = new Map(marks.flatMap((mark) => (mark.isSpam ? [] : [[mark.unit, mark] as const])));
  const shown = <T extends { readonly unit: Unit }>(each: T) => {
    const mark = known.get(each.unit);
    return mark === undefined ? [] : [{ ...each, hasPools: mark.hasPools, isTraded: mark.isTraded }];
  };
  return {
    units: [...changes].flatMap(([unit, of]) => shown({ unit, changes: of })),
    days: transfers.flatMap(shown),
  };
}

/** The same with the holdings' own total at the end, which is of when these were read: from the cache it may be some seconds old. */
export function endingIn(
  points: Readonly<HistoryAnswer["points"]>,
  { asOf, total, holdings }: Pick<AllHoldings, "asOf" | "total" | "holdings">,
): HistoryAnswer["points"] {
  const { value, priced, unpriced } = total;
  const missing = holdings.filter(({ spam, priceClass }) => !spam && priceClass === "unreliable").length;
  const last = points.at(-1);
  const before = points.filter(({ at }) => at < asOf && at !== last?.at);
  return last === undefined ? [] : [...before, { ...last, at: asOf, value, priced, unpriced, missing }];
}

/** By the close of the day that ends there; of the hour where none does. */
async function ratesOf(currency: Currency, instants: readonly number[]): Promise<(Fraction | null)[]> {
  const isDayEnd = (at: number) => at % dayMs === 0;
  const [days, hours] = await Promise.all([
    getAdaRates(
      currency,
      instants.filter(isDayEnd).map((at) => new Date(at - 1)),
      "day",
    ),
    getAdaRates(
      currency,
      instants.filter((at) => !isDayEnd(at)).map((at) => new Date(at)),
      "hour",
    ),
  ]);
  const [day, hour] = [days.values(), hours.values()];
  return instants.map((at) => (isDayEnd(at) ? day : hour).next().value?.rate ?? null);
}
