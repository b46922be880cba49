import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { least, type Amounts } from "@/lib/ledger/amounts";
import type { ContractOutput } from "@/lib/ledger/contract-view";
import { flowLocation, orderLocation, type EventLocation } from "@/lib/ledger/event-location";
import type { OrderOpening } from "@/lib/ledger/order-lifecycle";
import { placeOf, type WalletScope } from "@/lib/ledger/ownership";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import { isPaidToOther, isTrade, type Settlement } from "@/lib/ledger/settle-orders";
import type { Leg } from "@/lib/ledger/transaction-event";

function shownLocation({ address }: RawOutput, scope: WalletScope): EventLocation | null {
  const owned = placeOf(address, scope);
  return owned === null ? null : flowLocation(owned.place, owned.credential);
}

/** Where an order lies: at a contract of the wallet's where its stake key stands there, else where no address shows it. */
function locationOf({ ref, output }: ContractOutput, scope: WalletScope): EventLocation {
  return shownLocation(output, scope) ?? orderLocation(ref);
}

/**
 * A pair for all that lies in a new order, the offer apart from the lovelace beside it; what somebody else put there has no
 * other side.
 * @param home where the wallet's own part came from
 */
export function openingLegs(opening: OrderOpening, acted: boolean, home: EventLocation): Leg[] {
  const at = opening.ownStake ? flowLocation("contract", opening.credential) : orderLocation(opening.ref);
  return [...opening.locked].flatMap(([unit, held]) => {
    const offer = offerOf(unit, held, opening.offered);
    const parts = [
      { role: "principal", quantity: offer },
      { role: "deposit", quantity: held - offer },
    ] as const;
    return parts.flatMap(({ role, quantity }) => [
      { role, unit, quantity, location: at },
      ...(acted ? [{ role, unit, quantity: -quantity, location: home }] : []),
    ]);
  });
}

/** How much of what lies in an order is the offer; the rest is lovelace for whoever carries it out, or comes back. */
function offerOf(unit: Unit, held: bigint, offered: Amounts | null): bigint {
  return unit === lovelace && offered !== null ? least(offered.get(lovelace) ?? 0n, held) : held;
}

/** Value that came to one location. */
interface Arrival {
  readonly location: EventLocation;
  readonly value: Amounts;
  /** Of the rest of an order that stands on. */
  readonly isRest: boolean;
}

/** What of an order's end came to the wallet: the rest that stands on, and what was paid to its addresses. */
function arrivalsOf(settlement: Settlement, scope: WalletScope, home: EventLocation): Arrival[] {
  const { payout, continuedAs, outcome, got } = settlement;
  const rest =
    continuedAs === null
      ? []
      : [{ location: locationOf(continuedAs, scope), value: continuedAs.output.value, isRest: true }];
  // What was taken back may lie among the change of its owner's: then only the order's own value is certain.
  const isAmongChange = outcome === "cancelled" || (!isTrade(settlement.outcome) && payout.outputs.length === 0);
  if (isAmongChange && !isPaidToOther(settlement, scope))
    return [...rest, { location: home, value: got, isRest: false }];
  const paid = payout.outputs.flatMap((output): Arrival[] => {
    const location = shownLocation(output, scope);
    return location === null ? [] : [{ location, value: output.value, isRest: false }];
  });
  return [...rest, ...paid];
}

/**
 * The legs of an order's end. Out of the order go what was given, the batcher's fee and what comes back; where it arrives
 * stands what came back, and beside it what was got. At the order they sum to what lay there, elsewhere to what arrived.
 * @param home where what was taken back came to
 */
export function settlementLegs(settlement: Settlement, scope: WalletScope, home: EventLocation): Leg[] {
  const arrivals = arrivalsOf(settlement, scope, home);
  const values = [settlement.order.output.value, ...arrivals.map(({ value }) => value)];
  const units = new Set(values.flatMap((value) => [...value.keys()]));
  return [...units].flatMap((unit) => legsOfUnit(unit, settlement, locationOf(settlement.order, scope), arrivals));
}

function legsOfUnit(unit: Unit, settlement: Settlement, source: EventLocation, arrivals: readonly Arrival[]): Leg[] {
  const { order, fee, gave } = settlement;
  const held = order.output.value.get(unit) ?? 0n;
  const batcher = unit === lovelace ? least(positive(fee.feeLovelace ?? 0n), held) : 0n;
  const given = isTrade(settlement.outcome) ? least(gave.get(unit) ?? 0n, held - batcher) : 0n;
  const deposit = unit === lovelace ? "deposit_return" : "principal";
  let returning = held - batcher - given;
  let offer = isTrade(settlement.outcome) ? 0n : offerOf(unit, returning, order.terms?.offered ?? null);
  const legs: Leg[] = [
    { role: "principal", unit, quantity: -given, location: source },
    { role: "batcher_fee", unit, quantity: -batcher, location: source },
  ];
  for (const { location, value, isRest } of arrivals) {
    const arrived = value.get(unit) ?? 0n;
    const back = least(arrived, returning);
    const asOffer = isRest ? back : least(back, offer);
    returning -= back;
    offer -= isRest ? 0n : asOffer;
    legs.push(
      { role: "principal", unit, quantity: -asOffer, location: source },
      { role: "principal", unit, quantity: asOffer, location },
      { role: deposit, unit, quantity: asOffer - back, location: source },
      { role: deposit, unit, quantity: back - asOffer, location },
      { role: "principal", unit, quantity: arrived - back, location },
    );
  }
  // What came to nobody of ours.
  legs.push({ role: deposit, unit, quantity: -returning, location: source });
  return mergedLegs(legs);
}

/** One leg for each role, location and unit, none of nothing. */
export function mergedLegs(legs: readonly Leg[]): Leg[] {
  const sums = new Map<string, Leg>();
  for (const leg of legs) {
    const key = `${leg.role}/${leg.location}/${leg.unit}`;
    sums.set(key, { ...leg, quantity: leg.quantity + (sums.get(key)?.quantity ?? 0n) });
  }
  return [...sums.values()].filter(({ quantity }) => quantity !== 0n);
}

function positive(a: bigint): bigint {
  return a > 0n ? a : 0n;
}
