import type { Action } from "@/lib/ledger/action";
import type { Deed } from "@/lib/ledger/classification";
import { orderKindOf } from "@/lib/ledger/contract-view";
import type { OrderOpening } from "@/lib/ledger/order-lifecycle";
import { placeOf, type WalletScope } from "@/lib/ledger/ownership";
import { receiverOf, type OrderOutcome, type Settlement } from "@/lib/ledger/settle-orders";
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
export function settlementDeed(settlement: Settlement, scope: WalletScope): Deed | null {
  const { order, outcome, fee, depositReturnedLovelace } = settlement;
  if (order.match === null) return null;
  const kind = orderKindOf(order);
  const receiver = receiverOf(settlement);
  const isPaidToOther = outcome !== "cancelled" && receiver !== null && placeOf(receiver, scope) === null;
  const got = isPaidToOther ? new Map() : settlement.got;
  const words = [amountWords(settlement.gave), amountWords(got), protocolName(order.match.id)] as const;
  return {
    action: outcomeAction[outcome] ?? filledAction[kind],
    subtype: kind,
    protocol: order.match.id,
    gave: settlement.gave,
    got,
    batcherFeeLovelace: fee.feeLovelace,
    depositReturnedLovelace: isPaidToOther ? 0n : depositReturnedLovelace,
    summary: isPaidToOther
      ? `A ${orderWords[kind]} of ${words[0]} on ${words[2]} was carried out for somebody else`
      : summaryOf(outcome, kind, ...words),
  };
}

/**
 * An order that came to stand for the wallet: all that it holds was given up until it comes back, unless somebody else
 * put it there.
 */
export function openingDeed(opening: OrderOpening, acted: boolean): Deed {
  const { protocol, kind, locked, offered } = opening;
  const words = `a ${orderWords[kind]} of ${amountWords(offered ?? locked)} on ${protocolName(protocol)}`;
  return {
    action: "order_place",
    subtype: kind,
    protocol,
    gave: acted ? locked : new Map(),
    got: new Map(),
    batcherFeeLovelace: null,
    depositReturnedLovelace: null,
    summary: acted ? `Placed ${words}` : `Somebody else placed ${words} for this wallet`,
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
