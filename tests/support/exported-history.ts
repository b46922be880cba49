import Fraction from "fraction.js";
import { accountByDeal } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { AccountedLeg } from "@/lib/accounting/deal";
import { minus, nothing, sum } from "@/lib/accounting/money";
import type { Treatment } from "@/lib/accounting/treatment";
import { eventsBooked, type Booked } from "@/lib/accounting/booked";
import { OpenAccounts, type AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { ExportRow } from "@/lib/exports/export-row";
import type { ExportSettings } from "@/lib/exports/export-settings";
import { rowsOf, type RowSettings } from "@/lib/exports/rows-of";
import { extendNumbers } from "@/lib/exports/unit-numbers";
import { sumByUnit } from "@/lib/ledger/amounts";
import { foldWallet } from "@/tests/support/fold-wallet";
import { simulatedHistory } from "@/tests/support/simulated-history";

export const treatment: Treatment = {
  liquidity: "trade",
  airdrop: "income",
  standaloneFee: "disposal",
  transferFee: "loss",
};

/** Names that would be formulas, break lines, or be taken for something else. */
const tickers = [
  '=HYPERLINK("http://evil.example","ADA")',
  "MIN",
  'a"b',
  "two\r\nlines",
  "MIN",
  "@SUM(1)",
  "ADA",
  null,
];

/** Any unit looks the same wherever it is asked for; several share a ticker. */
export function tokenOf(unit: string) {
  const n = unit === lovelace ? 0 : Number.parseInt(unit.slice(-2), 16);
  return { ticker: tickers[n % tickers.length] ?? null, decimals: [6, 0, 8, 10, null][n % 5] ?? null };
}

/** Every unit has a price, which goes up and down from one transaction to the next. */
function priceAt(index: number) {
  return (unit: string): Fraction => {
    const base = unit === lovelace ? 2_000_000n : BigInt(Number.parseInt(unit.slice(0, 6), 16) + 1000);
    return new Fraction(10n + BigInt((index * 7) % 11), 10n * base);
  };
}

/** A simulated wallet's history, as lots are made of it. */
export function accountedHistory(seed: number, transactions: number): AccountedTransaction[] {
  const { txs, scope } = simulatedHistory(seed, { transactions });
  const { history } = foldWallet(
    txs.map(({ merged }) => merged),
    scope,
  );
  return history.map(({ tx, classification }, index) => ({
    hash: tx.hash,
    at: Date.UTC(2024, 0, 1) + index * 7_201_000,
    wallets: [{ wallet: "w0", legs: classification.events }],
    priceOf: priceAt(index),
  }));
}

export function rowsOfAll(history: readonly AccountedTransaction[], settings: Partial<RowSettings> = {}): ExportRow[] {
  const all: RowSettings = { treatment, open: new OpenAccounts(), tokenOf, rewards: "withdrawn", ...settings };
  return history.flatMap((transaction) => rowsOf(transaction, all));
}

/** What a person owns of each unit by the legs themselves: rewards when they are withdrawn, what is in custody never. */
export function owned(legs: readonly AccountedLeg[]): Map<Unit, bigint> {
  return sumByUnit(legs.filter(({ role, location }) => role !== "custody" && location !== "rewards"));
}

/** What the units of rows are called; every unit has its number. */
export function settingsOf(rows: readonly ExportRow[], settings: Partial<ExportSettings> = {}): ExportSettings {
  const units = rows.flatMap(({ sent, received, fee }) => [sent, received, fee].flatMap((side) => side?.unit ?? []));
  return {
    ...{ currency: "USD", wallet: null, symbols: new Map() },
    walletNames: new Map([
      ["w0", '=cmd|"/C calc"!A0'],
      ["w1", "-two\r\n,lines"],
    ]),
    numbers: extendNumbers(new Map(), units),
    ...settings,
  };
}

/** How a tool takes the same history otherwise than we do. */
export interface Habits {
  /** What nobody explains is sold at its worth. */
  readonly sellsUnknown?: boolean;
  /** A trade has one worth: what came cost what was got for what went, so that no fee from before it is in it. */
  readonly hasOneWorth?: boolean;
}

/** The events that lots are folded of, with withdrawn rewards, as a tool of these habits would have them. */
export function eventsOfAll(history: readonly AccountedTransaction[], habits: Habits = {}): AccountingEvent[] {
  const [open, forgetful] = [new OpenAccounts(), new OpenAccounts()];
  return history.flatMap((transaction) => {
    const { moves, deals } = accountByDeal(transaction, treatment, open);
    const without = accountByDeal(transaction, treatment, forgetful).deals;
    forgetful.fees.clear();
    const booked = deals.map(({ booked: own }, n): Booked => ({
      ...own,
      traded: habits.hasOneWorth ? atOneWorth(own.traded, without[n]?.booked.traded ?? []) : own.traded,
      oneSided: habits.sellsUnknown ? own.oneSided.map((event) => soldAtWorth(event, transaction)) : own.oneSided,
    }));
    return [...rewardsOf(transaction), ...moves, ...booked.flatMap(eventsBooked)];
  });
}

/** Bases without the fee from before; where a sale bore it, what came cost as much less. */
function atOneWorth(traded: readonly AccountingEvent[], without: readonly AccountingEvent[]): AccountingEvent[] {
  const proceeds = (events: readonly AccountingEvent[]) =>
    sum(events.map((event) => (event.kind === "disposal" ? event.proceeds : nothing)));
  let less = minus(proceeds(without), proceeds(traded));
  return traded.map((event, n) => {
    const other = without[n];
    if (event.kind !== "acquisition" || other?.kind !== "acquisition") return event;
    const basis = minus(other.basis, less);
    less = nothing;
    return { ...event, basis };
  });
}

/** Without transactions that sold for less than their fees: most tools have no sign for that. */
export function withoutLosingSales(history: readonly AccountedTransaction[]): AccountedTransaction[] {
  const open = new OpenAccounts();
  return history.filter((transaction) =>
    accountByDeal(transaction, treatment, open)
      .deals.flatMap(({ booked }) => booked.traded)
      .every((event) => event.kind !== "disposal" || event.proceeds === null || event.proceeds.s >= 0n),
  );
}

function soldAtWorth(event: AccountingEvent, { priceOf }: AccountedTransaction): AccountingEvent {
  if (event.kind !== "disposal" || event.treatment === "realised") return event;
  return { ...event, treatment: "realised", proceeds: priceOf(event.asset)?.mul(event.quantity) ?? null };
}

function rewardsOf({ hash, at, wallets, priceOf }: AccountedTransaction): AccountingEvent[] {
  return wallets.flatMap(({ wallet, legs }) =>
    legs
      .filter(({ location, quantity }) => location === "rewards" && quantity < 0n)
      .map(({ unit, quantity }, n): AccountingEvent => {
        const [price, id] = [priceOf(unit), `${hash}:reward:${String(n)}`];
        const basis = price?.mul(-quantity) ?? null;
        return {
          kind: "acquisition",
          id,
          at,
          asset: unit,
          wallet,
          quantity: -quantity,
          basis,
          price,
          income: basis ?? null,
        };
      }),
  );
}
