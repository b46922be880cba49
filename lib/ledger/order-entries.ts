import type { Action } from "@/lib/ledger/action";
import { orderKindOf, type ContractOutput } from "@/lib/ledger/contract-view";
import type { EventLocation } from "@/lib/ledger/event-location";
import type { OrderOpening } from "@/lib/ledger/order-lifecycle";
import { mergedLegs, openingLegs, settlementLegs } from "@/lib/ledger/order-legs";
import { isLent } from "@/lib/ledger/own-orders";
import { withPosition } from "@/lib/ledger/position-legs";
import type { WalletScope } from "@/lib/ledger/ownership";
import { outRefKey } from "@/lib/ledger/raw-tx";
import { isPaidToOther, isTrade, type OrderOutcome, type Settlement } from "@/lib/ledger/settle-orders";
import type { Entry, Leg } from "@/lib/ledger/transaction-event";
import { adaWords, amountWords } from "@/lib/ledger/wording";
import type { OrderKind } from "@/lib/protocols/order-terms";
import { protocolName } from "@/lib/protocols/registry";

/** What a filled order of each kind did; trades are fills, the rest is named for what it achieved. */
const filledAction = {
  swap: "order_fill",
  limit: "order_fill",
  stop: "order_fill",
  oco: "order_fill",
  exact_out: "order_fill",
  partial_swap: "order_fill",
  route: "order_fill",
  dca: "order_fill",
  deposit: "lp_deposit",
  zap_in: "lp_deposit",
  donate: "lp_deposit",
  withdraw: "lp_withdraw",
  zap_out: "lp_withdraw",
  supply: "lend_supply",
  withdraw_supply: "lend_withdraw",
  borrow: "lend_borrow",
  repay: "lend_repay",
  other: "order_fill",
} as const satisfies Record<OrderKind, Action>;

const outcomeAction = {
  filled: null,
  partly_filled: "order_partial",
  cancelled: "order_cancel",
  expired: "order_expire",
  refunded: "order_refund",
} as const satisfies Record<OrderOutcome, Action | null>;

const orderWords = {
  swap: "swap",
  limit: "limit order",
  stop: "stop order",
  oco: "one-cancels-other order",
  exact_out: "exact-output swap",
  partial_swap: "partial swap",
  route: "routed swap",
  dca: "recurring order",
  deposit: "liquidity deposit",
  withdraw: "liquidity withdrawal",
  zap_in: "one-sided liquidity deposit",
  zap_out: "one-sided liquidity withdrawal",
  donate: "donation to a pool",
  supply: "supply",
  withdraw_supply: "withdrawal of supply",
  borrow: "loan request",
  repay: "repayment",
  other: "order",
} as const satisfies Record<OrderKind, string>;

function filledSummary(kind: OrderKind, gave: string, got: string, protocol: string): string {
  const action = filledAction[kind];
  if (action === "lp_deposit") return `Added ${gave} of liquidity for ${got} on ${protocol}`;
  if (action === "lp_withdraw") return `Removed ${got} of liquidity for ${gave} on ${protocol}`;
  return action === "order_fill"
    ? `Swapped ${gave} for ${got} on ${protocol}`
    : `A ${orderWords[kind]} on ${protocol} was carried out: gave ${gave}, got ${got}`;
}

function summaryOf(outcome: OrderOutcome, kind: OrderKind, gave: string, got: string, protocol: string): string {
  switch (outcome) {
    case "filled":
      return filledSummary(kind, gave, got, protocol);
    case "partly_filled":
      return `Partly filled: gave ${gave} for ${got} on ${protocol}`;
    case "cancelled":
      return `Cancelled a ${orderWords[kind]} on ${protocol}; ${got} came back`;
    case "expired":
      return `A ${orderWords[kind]} on ${protocol} expired; ${got} came back`;
    case "refunded":
      return `A ${orderWords[kind]} on ${protocol} was not carried out; ${got} came back`;
  }
}

/** What the end of one own order was for the wallet; null for an order that no protocol claims. */
export function settlementEntry(settlement: Settlement, scope: WalletScope, home: EventLocation): Entry | null {
  const { order, outcome } = settlement;
  if (order.match === null) return null;
  const kind = orderKindOf(order);
  const isForOther = isPaidToOther(settlement, scope);
  const got = isForOther ? new Map() : settlement.got;
  const legs = settlementLegs(settlement, scope, home);
  // What is given to a pool as a gift is gone.
  const isHandedOver = isTrade(outcome) && kind !== "donate" && !isForOther;
  const words = [amountWords(settlement.gave), amountWords(got), protocolName(order.match.id)] as const;
  return {
    action: outcomeAction[outcome] ?? filledAction[kind],
    subtype: kind,
    protocol: order.match.id,
    counterparty: null,
    orderRef: outRefKey(order.ref),
    summary: isForOther
      ? `A ${orderWords[kind]} of ${words[0]} on ${words[2]} was carried out for somebody else`
      : summaryOf(outcome, kind, ...words),
    legs: isLent(order, scope)
      ? inCustody(legs)
      : isHandedOver
        ? withPosition(legs, filledAction[kind], order.match.id)
        : legs,
  };
}

function inCustody(legs: readonly Leg[]): Leg[] {
  return mergedLegs(legs.map((leg) => ({ ...leg, role: "custody" })));
}

/** Whose an order is to whom it is told. */
export interface Placing {
  /** The wallet put there what lies in it. */
  readonly acted: boolean;
  readonly home: EventLocation;
  readonly scope: WalletScope;
}

/** An order that came to stand for the wallet. */
export function openingEntry(order: ContractOutput, opening: OrderOpening, { acted, home, scope }: Placing): Entry {
  const legs = openingLegs(opening, acted, home);
  const { protocol, kind, locked, offered } = opening;
  const isOthers = isLent(order, scope);
  const words = `a ${orderWords[kind]} of ${amountWords(offered ?? locked)} on ${protocolName(protocol)}`;
  return {
    action: "order_place",
    subtype: kind,
    protocol,
    counterparty: null,
    orderRef: outRefKey(opening.ref),
    summary: acted ? `Placed ${words}` : `Somebody else placed ${words} ${isOthers ? "for others" : "for this wallet"}`,
    legs: isOthers ? inCustody(legs) : legs,
  };
}

const fillWords = {
  declared: (lovelace: bigint) => `the batcher fee of ${adaWords(lovelace)} stands in the datum`,
  pool: (lovelace: bigint) => `the value that changed leaves a batcher fee of ${adaWords(lovelace)}`,
  shared: (lovelace: bigint) => `the pool's change leaves a batcher fee of ${adaWords(lovelace)} for each order`,
} as const;

/** How the batcher's part was told, in words. */
export function feeFact({ fee, outcome }: Settlement): string | null {
  if (outcome === "cancelled") return null;
  if (fee.feeLovelace === null || fee.basis === "unknown")
    return "the batcher fee is not known, so the price may hold it";
  return fillWords[fee.basis](fee.feeLovelace);
}
