import type { Unit } from "@/lib/cardano/brand";
import { flowLocation, type EventLocation } from "@/lib/ledger/event-location";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";

/** What no other entry explains, at one shown location. */
export interface Rest {
  readonly location: EventLocation;
  readonly unit: Unit;
  readonly quantity: bigint;
}

/** What is left of the flows at each location, by unit, without some legs. */
export function without({ flows }: Pick<WalletDelta, "flows">, legs: readonly Rest[]): Rest[] {
  const moved = flows.map(({ unit, place, credential, netChange }): Rest => {
    return { location: flowLocation(place, credential), unit, quantity: netChange };
  });
  return difference(moved, legs);
}

export function difference(whole: readonly Rest[], legs: readonly Rest[]): Rest[] {
  const left = new Map<string, Rest>();
  const add = ({ location, unit }: Rest, quantity: bigint) => {
    const key = `${location} ${unit}`;
    left.set(key, { location, unit, quantity: (left.get(key)?.quantity ?? 0n) + quantity });
  };
  for (const each of whole) add(each, each.quantity);
  for (const each of legs) add(each, -each.quantity);
  return [...left.values()].filter(({ quantity }) => quantity !== 0n);
}
