import type { Unit } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import { locationKinds, kindOfLocation, type EventLocation } from "@/lib/ledger/event-location";
import { lovelace } from "@/lib/cardano/unit";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

/** What a leg is within what was done. */
export const eventRoles = [
  /** What was paid, received, given for something, got for it, or placed. */
  "principal",
  /** A token of a protocol's that stands for what was handed to it: of a pool, of a supply. */
  "receipt",
  /** Staking rewards that moved from the reward account into the wallet; without such a pair what a protocol paid out. */
  "reward",
  "mint",
  "burn",
  "network_fee",
  /** Kept by whoever carried an order out. */
  "batcher_fee",
  /** ADA that is to come back: of keys, of proposals, and what lies in an order beside the offer. */
  "deposit",
  "deposit_return",
  /** Taken for a script that failed. */
  "collateral_loss",
  /** To the treasury. */
  "donation",
  /** Somebody else's, which stood under the wallet's stake key meanwhile. */
  "custody",
  /** A certificate or a vote, which moved nothing: quantity 0. */
  "informational",
] as const;
export type EventRole = (typeof eventRoles)[number];

/** One movement of one unit at one location. */
export interface Leg {
  readonly role: EventRole;
  readonly unit: Unit;
  /** Smallest units: what came to the location (> 0) or left it (< 0). */
  readonly quantity: bigint;
  readonly location: EventLocation;
  /** Where it is not that of the whole entry. */
  readonly counterparty?: string | null;
}

/** One thing that a transaction did for a wallet, with its legs; it can do several. */
export interface Entry {
  readonly action: Action;
  /** What an order asks for, where it is about one. */
  readonly subtype: OrderKind | null;
  readonly protocol: ProtocolId | null;
  /** Address, or id of a pool or DRep; null for an order, which its reference names. */
  readonly counterparty: string | null;
  /** `hash#index` of the order that was placed, carried out or taken back. */
  readonly orderRef: string | null;
  /** A sentence; null for what goes without saying. */
  readonly summary: string | null;
  readonly legs: readonly Leg[];
}

/**
 * One leg of what a transaction did: the row from which orders, positions, prices, cost basis and tax are folded.
 *
 * - The legs of a transaction at `wallet` and `contract:<script hash>` sum, by unit and location,
 *   exactly to its flows.
 * - What moves between the wallet and something of its own that its addresses do not show (`order:<hash#index>`,
 *   `position:<protocol>:<kind>[:<token>]`, `deposit`, `rewards`) is a pair of legs that sum to nothing, so that placing,
 *   supplying, locking and taking back buy and sell nothing. A position holds what was handed over, less the protocol's
 *   token for it and what was borrowed; what it is left with once it is closed is its gain or loss.
 * - Summed over all locations, the legs are what the wallet came to own or ceased to own, fees and losses included.
 * - All is told from the transaction and the wallet's keys, so that it does not matter when a transaction is learned of.
 *
 * A trade is all legs of one `orderRef` (or of one index range of one transaction): `principal` and `receipt` summed by
 * unit over all locations but positions are what was given (< 0) and got (> 0).
 */
export interface TransactionEvent {
  /** From 0, in the order of the sentence. */
  readonly index: number;
  readonly action: Action;
  readonly subtype: OrderKind | null;
  readonly protocol: ProtocolId | null;
  readonly role: EventRole;
  readonly unit: Unit;
  readonly quantity: bigint;
  readonly location: EventLocation;
  readonly orderRef: string | null;
  readonly counterparty: string | null;
}

/** The legs of all entries as rows, in one order whatever the order of inputs, outputs and units was. */
export function eventsOf(entries: readonly Entry[]): TransactionEvent[] {
  return eventsByEntry(entries).flat();
}

/** The same, entry by entry. */
export function eventsByEntry(entries: readonly Entry[]): TransactionEvent[][] {
  let next = 0;
  return entries.map(({ legs, action, subtype, protocol, orderRef, counterparty }) => {
    const kept = legs.filter(({ quantity, role }) => quantity !== 0n || role === "informational").toSorted(byPlace);
    const first = next;
    next += kept.length;
    return kept.map((leg, i) => ({
      index: first + i,
      action,
      subtype,
      protocol,
      orderRef,
      ...leg,
      counterparty: leg.counterparty === undefined ? counterparty : leg.counterparty,
    }));
  });
}

function byPlace(a: Leg, b: Leg): number {
  return (
    eventRoles.indexOf(a.role) - eventRoles.indexOf(b.role) ||
    rankOf(a) - rankOf(b) ||
    compare(a.location, b.location) ||
    Number(b.unit === lovelace) - Number(a.unit === lovelace) ||
    compare(a.unit, b.unit) ||
    compare(a.counterparty ?? "", b.counterparty ?? "") ||
    compare(a.quantity, b.quantity)
  );
}

function rankOf({ location }: Leg): number {
  return locationKinds.indexOf(kindOfLocation(location));
}

function compare<T extends string | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
