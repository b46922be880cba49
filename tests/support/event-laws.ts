import { lovelace } from "@/lib/cardano/unit";
import { sumOf, type Amounts } from "@/lib/ledger/amounts";
import type { Classification } from "@/lib/ledger/classification";
import { isOrder } from "@/lib/ledger/contract-view";
import { contractView } from "@/lib/ledger/contract-view";
import { outRefKey, type RawTx } from "@/lib/ledger/raw-tx";
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

const isShown = (location: string) => /^(wallet$|contract:|unverified:)/.test(location);

/** Those of the sums that the wallet's own addresses show. */
export function shown(sums: Sums): Sums {
  return Object.fromEntries(Object.entries(sums).filter(([location]) => isShown(location)));
}

/** What the orders that no address of the wallet's shows came to hold, from the outputs themselves. */
function hiddenOrders({ tx, delta, classification }: LabelledTx): Amounts {
  const { spent, created } = contractView(tx, delta.movement.spent);
  const shownOutputs = new Set([...delta.movement.ownInputs, ...delta.movement.ownOutputs].map(({ output }) => output));
  const closed = new Set(classification.closings.map(({ ref }) => outRefKey(ref)));
  const opened = new Set(classification.openings.map(({ ref }) => outRefKey(ref)));
  const hidden = (orders: typeof spent, refs: ReadonlySet<string>) =>
    orders
      .filter((order) => isOrder(order) && refs.has(outRefKey(order.ref)) && !shownOutputs.has(order.output))
      .map(({ output }) => output.value);
  const gone = hidden(spent, closed).map((value) => new Map([...value].map(([unit, q]) => [unit, -q])));
  return sumOf([...hidden(created, opened), ...gone]);
}

/** The change of what the wallet owns: its outputs, its orders, its deposits, its reward account. */
export function ownershipChange(labelled: LabelledTx): Amounts {
  const { depositLovelace, withdrawalLovelace, flows } = labelled.delta;
  return sumOf([
    ...flows.map(({ unit, netChange }) => new Map([[unit, netChange]])),
    hiddenOrders(labelled),
    new Map([[lovelace, depositLovelace - withdrawalLovelace]]),
  ]);
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
