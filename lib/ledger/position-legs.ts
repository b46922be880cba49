import type { Unit } from "@/lib/cardano/brand";
import type { Action } from "@/lib/ledger/action";
import { least, sumByUnit, type Amounts } from "@/lib/ledger/amounts";
import { kindOfLocation, positionLocation, type EventLocation } from "@/lib/ledger/event-location";
import type { Leg } from "@/lib/ledger/transaction-event";
import { matchUnit, type ProtocolId } from "@/lib/protocols/registry";

/** Actions that hand something to a protocol or take it back, by the kind of position; both directions name the same kind. */
export const familyOf: Partial<Record<Action, string>> = {
  lp_deposit: "liquidity",
  lp_withdraw: "liquidity",
  farm_stake: "farm",
  farm_unstake: "farm",
  farm_harvest: "farm",
  lend_supply: "supply",
  lend_withdraw: "supply",
  lend_borrow: "debt",
  lend_repay: "debt",
  cdp_open: "debt",
  cdp_adjust: "debt",
  cdp_close: "debt",
  liquidation: "debt",
  stability_deposit: "stability",
  stability_withdraw: "stability",
  nft_list: "market",
  nft_delist: "market",
  nft_offer: "market",
  nft_offer_cancel: "market",
  lock: "lock",
  unlock: "lock",
};

/** Actions in which a token of the protocol's stands for what was handed over, and whether it comes (1) or goes (-1). */
const receiptSign: Partial<Record<Action, bigint>> = {
  lp_deposit: 1n,
  lp_withdraw: -1n,
  lend_supply: 1n,
  lend_withdraw: -1n,
};

function isReceipt(unit: Unit, quantity: bigint, action: Action): boolean {
  const role = matchUnit(unit)?.fact.role;
  return (role === "lp" || role === "receipt") && quantity * (receiptSign[action] ?? 0n) > 0n;
}

/**
 * Legs of what was handed to a protocol or taken back, made whole: what neither side of shows is at the protocol, so that
 * nothing is bought or sold by it. A token that stands for it is its receipt.
 * @param lot what lay at the protocol's scripts and was taken out, where that is known: what came beyond it is a reward
 */
export function withPosition(
  legs: readonly Leg[],
  action: Action,
  protocol: ProtocolId | null,
  lot: Amounts | null = null,
): Leg[] {
  const family = familyOf[action];
  if (family === undefined || protocol === null) return [...legs];
  const named = legs.map((leg) =>
    leg.role === "principal" && isReceipt(leg.unit, leg.quantity, action) ? { ...leg, role: "receipt" as const } : leg,
  );
  const net = sumByUnit(named.filter(isTraded));
  const held = new Map([...net].map(([unit, quantity]) => [unit, keptOf(action, unit, quantity, legs, lot)]));
  const receipts = [...net].flatMap(([unit, quantity]) => (isReceipt(unit, quantity, action) ? [unit] : []));
  const location = positionLocation(protocol, family, receipts.length === 1 ? (receipts[0] ?? null) : null);
  const rewards = isFarm(action) ? differenceAbove(net, held) : new Map<Unit, bigint>();
  return [
    ...rewarded(named, rewards),
    ...[...held].flatMap(([unit, quantity]): Leg[] => {
      const role = receipts.includes(unit) ? "receipt" : "principal";
      return quantity === 0n ? [] : [{ role, unit, quantity: -quantity, location }];
    }),
  ];
}

function isTraded({ role }: Leg): boolean {
  return role === "principal" || role === "receipt";
}

function isFarm(action: Action): boolean {
  return action === "farm_harvest" || action === "farm_unstake";
}

/** How much of a change is matched by the position; the rest came from others, or went to them. */
function keptOf(action: Action, unit: Unit, net: bigint, legs: readonly Leg[], lot: Amounts | null): bigint {
  if (action === "farm_harvest") return net < 0n ? net : 0n;
  if (action === "farm_unstake" && lot !== null && net > 0n) return least(lot.get(unit) ?? 0n, net);
  // Of collateral at an own contract the flows show what is lost; of other collateral only what is left comes back.
  if (action === "liquidation") return net > 0n && !legs.some(isAtContract) ? net : 0n;
  return net;
}

function isAtContract({ location }: { readonly location: EventLocation }): boolean {
  return kindOfLocation(location) === "contract";
}

function differenceAbove(net: Amounts, held: Amounts): Map<Unit, bigint> {
  const above = [...net].map(([unit, quantity]): [Unit, bigint] => [unit, quantity - (held.get(unit) ?? 0n)]);
  return new Map(above.filter(([, quantity]) => quantity > 0n));
}

/** The legs with so much of what came in told as a reward. */
function rewarded(legs: readonly Leg[], rewards: Map<Unit, bigint>): Leg[] {
  return legs.flatMap((leg) => {
    const left = rewards.get(leg.unit) ?? 0n;
    if (leg.role !== "principal" || leg.quantity <= 0n || left === 0n) return [leg];
    const reward = least(left, leg.quantity);
    rewards.set(leg.unit, left - reward);
    return [
      { ...leg, quantity: leg.quantity - reward },
      { ...leg, role: "reward" as const, quantity: reward },
    ];
  });
}
