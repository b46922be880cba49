import type { Action } from "@/lib/ledger/action";
import { sumByUnit, type Amounts } from "@/lib/ledger/amounts";
import type { TransactionEvent } from "@/lib/ledger/transaction-event";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { ProtocolId } from "@/lib/protocols/registry";

/** A leg of a transaction, as far as it counts here. */
export type AccountedLeg = Pick<
  TransactionEvent,
  "action" | "subtype" | "protocol" | "role" | "unit" | "quantity" | "location" | "orderRef"
>;

/** One thing that a transaction did for a wallet: what was given, what was got, and what that took beside. */
export interface Deal {
  readonly action: Action;
  readonly subtype: OrderKind | null;
  readonly protocol: ProtocolId | null;
  readonly orderRef: string | null;
  /** By unit: what came (> 0) or went (< 0) for good. What only changed its place is not in it. */
  readonly net: Amounts;
  /** Of it, what is a reward. */
  readonly earned: Amounts;
  /** What came to lie at a protocol (> 0) or left it (< 0), where no token stands for it. It is in `net` as well. */
  readonly lying: readonly { readonly location: string; readonly unit: string; readonly quantity: bigint }[];
  /** Lovelace that the network and whoever carried it out kept. */
  readonly fee: bigint;
  /** Lovelace that a failed script cost. */
  readonly lost: bigint;
  /** Lovelace for the treasury. */
  readonly donated: bigint;
}

type Role = AccountedLeg["role"];

/** Told apart from what is traded; what is in custody is somebody else's. */
const apart: ReadonlySet<Role> = new Set([
  "network_fee",
  "batcher_fee",
  "collateral_loss",
  "donation",
  "custody",
  "informational",
]);

/** The legs of a transaction by what they belong to: one order, or one kind of action. In the order of the legs. */
export function dealsOf(legs: readonly AccountedLeg[]): Deal[] {
  const groups = new Map<string, AccountedLeg[]>();
  for (const leg of legs) {
    const key = leg.orderRef ?? `${leg.action} ${leg.protocol ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), leg]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [dealOf(first, group)];
  });
}

function dealOf({ action, subtype, protocol, orderRef }: AccountedLeg, legs: readonly AccountedLeg[]): Deal {
  const paid = (...roles: Role[]) =>
    -legs.reduce((sum, { role, quantity }) => (roles.includes(role) ? sum + quantity : sum), 0n);
  const owned = legs.filter(({ role, location }) => !apart.has(role) && !isStoodFor(location));
  const net = sumByUnit(owned);
  const rewards = sumByUnit(owned.filter(({ role }) => role === "reward"));
  return {
    ...{ action, subtype, protocol, orderRef, net },
    lying: lyingOf(owned),
    earned: new Map([...rewards].filter(([unit, quantity]) => quantity > 0n && (net.get(unit) ?? 0n) >= quantity)),
    fee: paid("network_fee", "batcher_fee"),
    lost: paid("collateral_loss"),
    donated: paid("donation"),
  };
}

function lyingOf(legs: readonly AccountedLeg[]): Deal["lying"] {
  const places = new Map<string, AccountedLeg[]>();
  for (const leg of legs)
    if (leg.location.startsWith("position:")) places.set(leg.location, [...(places.get(leg.location) ?? []), leg]);
  return [...places].flatMap(([location, there]) =>
    [...sumByUnit(there)].map(([unit, quantity]) => ({ location, unit, quantity })),
  );
}

/** What lies there is owned as the token that the protocol gave for it. */
const isStoodFor = (location: string): boolean => /^position:[^:]*:[^:]*:/.test(location);
