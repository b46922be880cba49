import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import { AppError } from "@/lib/contract/app-error";
import type { Currency } from "@/lib/contract/rates";
import type { Worth } from "@/lib/contract/worth";
import { userDb } from "@/lib/db";
import { log } from "@/lib/log";
import { readOwnPrices, saidThen, type SaidThen } from "@/lib/prices/own-prices";
import { worthOf, type Facts } from "@/lib/portfolio/worth-of";
import { fillsByOther, ownFills, tradeActions, type TradedSum } from "@/lib/prices/own-fills";
import { readPastPrices } from "@/lib/prices/read-past-prices";
import type { AdaRate } from "@/lib/rates/ada-rate";
import { getAdaRates } from "@/lib/rates/get-ada-rates";
import { wantHours } from "@/lib/rates/want-hours";

/** A transaction whose movements are to be valued. */
export interface Moved {
  readonly id: string;
  readonly walletId: string;
  readonly at: Date;
  readonly units: readonly string[];
}

/** What a movement of a unit in a transaction was worth at its time. */
export type WorthThen = (transactionId: string, unit: string, quantity: string) => Worth;

/** What movements of some transactions were worth at their time. */
export async function worthThen(userId: string, moved: readonly Moved[], currency: Currency): Promise<WorthThen> {
  const factsOf = await factsThen(userId, moved, currency);
  return (transactionId, unit, quantity) => {
    const { own, ...facts } = factsOf(transactionId, unit, BigInt(quantity));
    return worthOf(facts, own);
  };
}

/** What is known of a movement of a unit in a transaction, and the person's own word on its price then. */
export type FactsThen = (transactionId: string, unit: string, quantity: bigint) => Facts & { own: SaidThen | null };

/**
 * Prices for all movements of some transactions, in one round trip: the person's own, then the wallet's own trades, then what
 * pools are known to have said, and where they say nothing, what the wallet traded it for. Hours of rates that are missing are asked for, for the next time.
 */
export async function factsThen(userId: string, moved: readonly Moved[], currency: Currency): Promise<FactsThen> {
  const asked = moved.flatMap(({ units, at }) => [...new Set(units)].map((unit) => ({ unit: unit as Unit, at })));
  const [prices, said, sumsOf, rates, underWay] = await Promise.all([
    readPastPrices(asked),
    readOwnPrices(userId).then((own) => saidThen(own, asked)),
    readTraded(
      userId,
      moved.map(({ id }) => id),
    ),
    getAdaRates(
      currency,
      moved.map(({ at }) => at),
      "hour",
    ),
    readUnderWay(userId),
  ]);
  await wantMissing(moved, rates);
  const priceOf = new Map(asked.map(({ unit, at }, index) => [keyOf(unit, at), prices[index] ?? null]));
  const ownOf = new Map(asked.map(({ unit, at }, index) => [keyOf(unit, at), said[index] ?? null]));
  const known = new Map(moved.map((each, index) => [each.id, { ...each, rate: rates[index] }]));
  const poolPrice = (unit: string, at: Date) => priceOf.get(keyOf(unit, at)) ?? null;
  const fills = new Map([...sumsOf].map(([id, sums]) => [id, ownFills(sums)]));
  const byOther = new Map(
    moved.map(({ id, at }) => [id, fillsByOther(sumsOf.get(id) ?? [], (unit) => poolPrice(unit, at))]),
  );
  return (transactionId, unit, quantity) => {
    const of = known.get(transactionId);
    if (of === undefined) throw new Error("only what was asked for is valued");
    const fill = fills.get(transactionId)?.get(unit as Unit) ?? null;
    const price = poolPrice(unit, of.at) ?? byOther.get(transactionId)?.get(unit as Unit) ?? null;
    const own = ownOf.get(keyOf(unit, of.at)) ?? null;
    const isLater = underWay.has(of.walletId) || of.rate?.later === true;
    return { unit, quantity, at: of.at, fill, price, rate: of.rate, isLater, own };
  };
}

const keyOf = (unit: string, at: Date) => `${unit} ${String(at.getTime())}`;

async function readTraded(userId: string, ids: readonly string[]): Promise<Map<string, TradedSum[]>> {
  const rows = await userDb(userId).$queryRaw<(Omit<TradedSum, "quantity"> & { id: string; quantity: string })[]>`
    SELECT e.transaction_id AS id, e.action, e.order_ref AS "orderRef", e.unit, sum(e.quantity)::text AS quantity
    FROM transaction_event e
    WHERE e.user_id = ${userId}::uuid AND e.transaction_id = ANY(${[...ids]}::uuid[]) AND e.role = 'principal' AND e.action = ANY(${[...tradeActions]}::text[])
    GROUP BY 1, 2, 3, 4`;
  const sums = new Map<string, TradedSum[]>();
  for (const { id, quantity, ...row } of rows)
    sums.set(id, [...(sums.get(id) ?? []), { ...row, quantity: BigInt(quantity) }]);
  return sums;
}

/** Wallets whose past is still being valued: of those that are looked at again tomorrow nothing is under way. */
async function readUnderWay(userId: string): Promise<Set<string>> {
  const rows = await userDb(userId).$queryRaw<{ walletId: string }[]>`
    SELECT wallet_id AS "walletId" FROM valuation WHERE user_id = ${userId}::uuid AND due_at < now() + interval '2 hours'`;
  return new Set(rows.map(({ walletId }) => walletId));
}

async function wantMissing(moved: readonly Moved[], rates: readonly AdaRate[]): Promise<void> {
  const missing = moved.flatMap(({ at }, index) => (rates[index]?.later === true ? [at] : []));
  if (missing.length === 0) return;
  try {
    await wantHours(missing);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("prices.hours_not_wanted", { error });
  }
}
