import type { AccountedLeg } from "@/lib/accounting/deal";
import type { AccountedTransaction } from "@/lib/accounting/wallet-book";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { entriesOf } from "@/lib/exports/entry";
import { rowsOf, type RowSettings } from "@/lib/exports/rows-of";
import { sumByUnit, sumOf, type Amounts } from "@/lib/ledger/amounts";

/** What we know of what a transaction did for a wallet, or for several together. */
export interface OwnSide {
  /** By how much what the person owns changed, as our own exports tell it: fees and losses with it. */
  readonly told: Amounts;
  /** By how much what lies on the wallet's addresses changed, as wallet apps tell it. */
  readonly moved: Amounts;
  /** Lovelace of the network's fee that it paid. */
  readonly fee: bigint;
  /** Lovelace that was handed over as a deposit (> 0) or came back (< 0). */
  readonly deposit: bigint;
  /** Lovelace of rewards that were withdrawn. */
  readonly withdrawn: bigint;
  readonly isFailed: boolean;
}

export interface OwnTransaction {
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** By wallet. */
  readonly sides: ReadonlyMap<string, OwnSide>;
}

/** What a transaction did for each wallet, by the rows that our exports make of it. Transactions are given in the chain's order. */
export function ownTransaction(transaction: AccountedTransaction, settings: RowSettings): OwnTransaction {
  const { hash, at, wallets } = transaction;
  const told = new Map<string, { unit: Unit; quantity: bigint }[]>();
  for (const row of rowsOf(transaction, settings))
    for (const { wallet, sent, received, fee } of entriesOf(row, null, "two")) {
      const parts = told.get(wallet) ?? [];
      for (const [side, sign] of [[sent, -1n] as const, [received, 1n] as const, [fee, -1n] as const])
        if (side !== null) parts.push({ unit: side.unit as Unit, quantity: sign * side.quantity });
      told.set(wallet, parts);
    }
  const sides = wallets.map(({ wallet, legs }): [string, OwnSide] => [
    wallet,
    { told: sumByUnit(told.get(wallet) ?? []), ...factsOf(legs) },
  ]);
  return { hash, at, sides: new Map(sides) };
}

function factsOf(legs: readonly AccountedLeg[]): Omit<OwnSide, "told"> {
  const ada = (isOf: (leg: AccountedLeg) => boolean) =>
    legs.reduce((sum, leg) => (leg.unit === lovelace && isOf(leg) ? sum + leg.quantity : sum), 0n);
  return {
    moved: sumByUnit(legs.filter(({ location }) => location === "wallet")),
    fee: -ada(({ role }) => role === "network_fee"),
    deposit: ada(({ location }) => location === "deposit"),
    withdrawn: -ada(({ location, quantity }) => location === "rewards" && quantity < 0n),
    isFailed: legs.some(({ action }) => action === "failed_script"),
  };
}

/** Of several wallets as if they were one: what moved between them is nothing. */
export function together(sides: readonly OwnSide[]): OwnSide {
  const sum = (of: (side: OwnSide) => bigint) => sides.reduce((all, side) => all + of(side), 0n);
  return {
    told: sumOf(sides.map(({ told }) => told)),
    moved: sumOf(sides.map(({ moved }) => moved)),
    fee: sum(({ fee }) => fee),
    deposit: sum(({ deposit }) => deposit),
    withdrawn: sum(({ withdrawn }) => withdrawn),
    isFailed: sides.some(({ isFailed }) => isFailed),
  };
}
