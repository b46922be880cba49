import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { sumOf, type Amounts } from "@/lib/ledger/amounts";
import type { Classification } from "@/lib/ledger/classification";
import { isOrder } from "@/lib/ledger/contract-view";
import { contractView } from "@/lib/ledger/contract-view";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
import type { EventRole } from "@/lib/ledger/transaction-event";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";

export interface LabelledTx {
  readonly tx: RawTx;
  readonly delta: WalletDelta;
  readonly classification: Classification;
}

type Sums = Record<string, Record<string, bigint>>;

function add(sums: Sums, place: string, unit: string, quantity: bigint): void {
  const units = (sums[place] ??= {});
  units[unit] = (units[unit] ?? 0n) + quantity;
  if (units[unit] === 0n) Reflect.deleteProperty(units, unit);
  if (Object.keys(units).length === 0) Reflect.deleteProperty(sums, place);
}

/** Legs by location and unit, none of them zero. */
export function sumsOf(all: readonly Pick<Classification, "events">[]): Sums {
  const sums: Sums = {};
  for (const { location, unit, quantity } of all.flatMap(({ events }) => events)) add(sums, location, unit, quantity);
  return sums;
}

/** Flows by place and unit, as locations are called. */
export function flowSums(all: readonly Pick<WalletDelta, "flows">[]): Sums {
  const sums: Sums = {};
  for (const { place, credential, unit, netChange } of all.flatMap(({ flows }) => flows))
    add(sums, credential === null ? place : `${place}:${credential}`, unit, netChange);
  return sums;
}

const isShown = (location: string) => /^(wallet$|contract:)/.test(location);

/** Those of the sums that the wallet's own addresses show. */
export function shown(sums: Sums): Sums {
  return Object.fromEntries(Object.entries(sums).filter(([location]) => isShown(location)));
}

/** Those of the sums that no address of the wallet's shows, positions aside: its orders, its deposits, its reward account. */
export function hidden(sums: Sums): Sums {
  return Object.fromEntries(
    Object.entries(sums).filter(([location]) => !isShown(location) && !location.startsWith("position:")),
  );
}

/** What the hidden locations came to hold, from the outputs and the ledger themselves. */
export function hiddenChange({ tx, delta, classification }: LabelledTx): Sums {
  const sums: Sums = {};
  const { spent, created } = contractView(tx, delta.movement.spent);
  const shownOutputs = new Set([...delta.movement.ownInputs, ...delta.movement.ownOutputs].map(({ output }) => output));
  const addOrders = (orders: typeof spent, refs: ReadonlySet<string>, sign: bigint) => {
    for (const { ref, output } of orders.filter((order) => isOrder(order) && refs.has(outRefKey(order.ref)))) {
      if (shownOutputs.has(output)) continue;
      for (const [unit, quantity] of output.value) add(sums, `order:${outRefKey(ref)}`, unit, sign * quantity);
    }
  };
  addOrders(spent, new Set(classification.closings.map(({ ref }) => outRefKey(ref))), -1n);
  addOrders(created, new Set(classification.openings.map(({ ref }) => outRefKey(ref))), 1n);
  add(sums, "deposit", lovelace, delta.depositLovelace);
  add(sums, "rewards", lovelace, -delta.withdrawalLovelace);
  return sums;
}

/** The change of what the wallet owns: its outputs, its orders, its deposits, its reward account. */
export function ownershipChange(labelled: LabelledTx): Amounts {
  const sums = [flowSums([labelled.delta]), hiddenChange(labelled)].flatMap((each) => Object.values(each));
  return sumOf(sums.map((units) => new Map(Object.entries(units) as [Unit, bigint][])));
}

/** What the wallet paid to the chain, each once: a fee, or the collateral for a script that failed. */
export function costsOf({ events }: Pick<Classification, "events">): Record<string, bigint[]> {
  const of = (role: EventRole) => events.filter((event) => event.role === role).map(({ quantity }) => quantity);
  return { fee: of("network_fee"), collateral: of("collateral_loss"), donation: of("donation") };
}

/** The same from the transaction; null where others paid along, so that nobody knows whose part was what. */
export function costsPaid({ tx, delta }: LabelledTx): Record<string, bigint[]> | null {
  const paid = [-(delta.feeLovelace ?? 0n)].filter((cost) => cost !== 0n);
  if (tx.valid) {
    const donated = delta.feeLovelace === null || tx.donationLovelace === 0n ? [] : [-tx.donationLovelace];
    return { fee: paid, collateral: [], donation: donated };
  }
  return delta.feeLovelace === null ? null : { fee: [], collateral: paid, donation: [] };
}

/** Legs summed over all locations but positions: what is there stands for what the wallet owns elsewhere. */
export function totalChange({ events }: Pick<Classification, "events">): Amounts {
  const counted = events.filter(({ location }) => !location.startsWith("position:"));
  return sumOf(counted.map(({ unit, quantity }) => new Map([[unit, quantity]])));
}

/** What the entries that hand something to a protocol bought or sold by it; rewards, fees and deposits aside. */
export function boughtByPlacing({ entries }: Pick<Classification, "entries">): Amounts {
  const legs = entries
    .filter((entry) => entry.legs.some(({ location }) => location.startsWith("position:")))
    .flatMap((entry) => entry.legs.filter(({ role }) => role === "principal" || role === "receipt"));
  return sumOf(legs.map(({ unit, quantity }) => new Map([[unit, quantity]])));
}
