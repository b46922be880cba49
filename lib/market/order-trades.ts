import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { Amounts } from "@/lib/ledger/amounts";
import { orderKindOf, type ContractView } from "@/lib/ledger/contract-view";
import type { SpentInput } from "@/lib/ledger/movement";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { isTrade, settleOrders, type Settlement } from "@/lib/ledger/settle-orders";
import type { TradesTold } from "@/lib/market/trade";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";

const nothing: TradesTold = { trades: [], unresolved: 0 };
const oneUnresolved: TradesTold = { trades: [], unresolved: 1 };

const exchanges: ReadonlySet<Protocol["kind"]> = new Set(["dex", "aggregator"]);
/** Orders that give one thing for one other. */
export const tradeKinds: ReadonlySet<OrderKind> = new Set([
  "swap",
  "limit",
  "stop",
  "oco",
  "exact_out",
  "partial_swap",
  "route",
  "dca",
]);

/** A transaction with what became of all its orders. */
interface Batch {
  readonly tx: RawTx;
  readonly view: ContractView;
  readonly inputs: readonly SpentInput[];
  readonly settlements: readonly Settlement[];
}

function only(amounts: Amounts): readonly [Unit, bigint] | null {
  const [first = null, ...more] = amounts;
  return more.length > 0 ? null : first;
}

/** Lovelace is price and fee in one: without the pool's change only a datum tells them apart, and only of what is given. */
function isLovelaceTold({ order, fee, continuedAs, gave, got }: Settlement, { view }: Batch): boolean {
  if (!gave.has(lovelace) && !got.has(lovelace)) return true;
  if (view.isComplete && fee.feeLovelace !== null) return true;
  const { terms } = order;
  if (terms === null || !terms.isOfferExact || terms.kind === "exact_out" || continuedAs !== null) return false;
  // Takers of an order book pay nobody, but pools of exchanges without a declared fee keep a part of the offer.
  const isWhole = gave.has(lovelace) && terms.offered?.get(lovelace) === gave.get(lovelace);
  return isWhole && (view.isComplete || terms.maxFeeLovelace !== null);
}

/** More outputs to an order's receiver than orders of theirs may be their change, or what an order paid that nobody sees. */
function isPayoutTold({ payout, continuedAs }: Settlement, { tx, view, inputs, settlements }: Batch): boolean {
  if (continuedAs !== null && !view.isComplete) return false;
  const receivers = new Set(payout.outputs.map(({ address }) => address));
  const paid = tx.outputs.filter(({ address }) => receivers.has(address)).length;
  const orders = settlements.filter((each) => each.payout.outputs.some(({ address }) => receivers.has(address))).length;
  return paid <= orders || inputs.every(({ output }) => output !== null && !receivers.has(output.address));
}

function ofOrder(settlement: Settlement, batch: Batch): TradesTold {
  const { order, outcome, gave, got } = settlement;
  const { ref, match, terms } = order;
  if (!isTrade(outcome) || match === null || !exchanges.has(match.protocol.kind)) return nothing;
  const kind = orderKindOf(order);
  // Where neither script nor datum says what it asked for, nobody knows whether it was a trade.
  if (!tradeKinds.has(kind)) return terms === null && kind === "other" ? oneUnresolved : nothing;
  const [given, taken] = [only(gave), only(got)];
  if (terms === null || given === null || taken === null) return oneUnresolved;
  if (!isLovelaceTold(settlement, batch) || !isPayoutTold(settlement, batch)) return oneUnresolved;
  const [unitIn, amountIn] = given;
  const [unitOut, amountOut] = taken;
  const sides = { unitIn, amountIn, unitOut, amountOut };
  return { trades: [{ txHash: batch.tx.hash, dex: match.id, through: "order", ref, ...sides }], unresolved: 0 };
}

/**
 * The trades of orders that a transaction carried out, as the ledger settles them for their owners.
 * @param view complete where all inputs of scripts are known: what keys put in beside is not asked for
 */
export function orderTrades(tx: RawTx, view: ContractView, inputs: readonly SpentInput[]): TradesTold {
  const settlements = settleOrders(tx, view, inputs);
  const told = settlements.map((settlement) => ofOrder(settlement, { tx, view, inputs, settlements }));
  return {
    trades: told.flatMap(({ trades }) => trades),
    unresolved: told.reduce((sum, { unresolved }) => sum + unresolved, 0),
  };
}
