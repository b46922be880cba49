import type { TxHash, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import type { Amounts } from "@/lib/ledger/amounts";
import { contractView, isOrder, orderKindOf, type ContractView } from "@/lib/ledger/contract-view";
import type { SpentInput } from "@/lib/ledger/movement";
import { isDexPool, poolKeyOf, poolSwaps, type PoolKey, type PoolSwap } from "@/lib/market/pool-swaps";
import type { OutRef, RawTx } from "@/lib/ledger/raw-tx";
import { isTrade, settleOrders, type Settlement } from "@/lib/ledger/settle-orders";
import { spendRedeemers } from "@/lib/ledger/spend-redeemers";
import type { OrderKind } from "@/lib/protocols/order-terms";
import type { Protocol } from "@/lib/protocols/protocol";
import type { ProtocolId } from "@/lib/protocols/registry";

/** One asset for one other, whoever traded; both amounts are positive. */
export interface Trade {
  readonly txHash: TxHash;
  /** Of an order that of its own script, through whichever pools it went; else of the pool. */
  readonly dex: ProtocolId;
  readonly through: "order" | "pool";
  /** The order that was carried out, or the pool as it was before. */
  readonly ref: OutRef;
  readonly unitIn: Unit;
  /** What the trader gave, without the batcher's fee. */
  readonly amountIn: bigint;
  readonly unitOut: Unit;
  /** What the trader got, without the deposit that came back. */
  readonly amountOut: bigint;
}

export interface TradesTold {
  readonly trades: readonly Trade[];
  /** Trades that took place, or may have, of which not all is known: they are left out. */
  readonly unresolved: number;
}

const nothing: TradesTold = { trades: [], unresolved: 0 };
const oneUnresolved: TradesTold = { trades: [], unresolved: 1 };

const exchanges: ReadonlySet<Protocol["kind"]> = new Set(["dex", "aggregator"]);

const tradeKinds: ReadonlySet<OrderKind> = new Set([
  "swap",
  "limit",
  "stop",
  "oco",
  "exact_out",
  "partial_swap",
  "route",
  "dca",
]);

function only(amounts: Amounts): readonly [Unit, bigint] | null {
  const [first = null, ...more] = amounts;
  return more.length > 0 ? null : first;
}

/** Lovelace is price and fee in one: without the pool's change only a datum tells them apart, and only of what is given. */
function isLovelaceTold({ order, fee, continuedAs, gave, got }: Settlement, view: ContractView): boolean {
  if (fee.feeLovelace === null) return false;
  if (view.isComplete || (!gave.has(lovelace) && !got.has(lovelace))) return true;
  const isOfferWhole = order.terms?.isOfferExact === true && order.terms.kind !== "exact_out" && continuedAs === null;
  return gave.has(lovelace) && isOfferWhole;
}

function ofOrder(tx: RawTx, view: ContractView, settlement: Settlement): TradesTold {
  const { order, outcome, gave, got } = settlement;
  const { ref, match, terms } = order;
  if (!isTrade(outcome) || match === null || !exchanges.has(match.protocol.kind)) return nothing;
  const kind = orderKindOf(order);
  // Where neither script nor datum says what it asked for, nobody knows whether it was a trade.
  if (!tradeKinds.has(kind)) return terms === null && kind === "other" ? oneUnresolved : nothing;
  const [given, taken] = [only(gave), only(got)];
  if (terms === null || given === null || taken === null || !isLovelaceTold(settlement, view)) return oneUnresolved;
  const [unitIn, amountIn] = given;
  const [unitOut, amountOut] = taken;
  const sides = { unitIn, amountIn, unitOut, amountOut };
  return { trades: [{ txHash: tx.hash, dex: match.id, through: "order", ref, ...sides }], unresolved: 0 };
}

function ofPool(tx: RawTx, { pool, match, ...sides }: PoolSwap): Trade {
  return { txHash: tx.hash, dex: match.id, through: "pool", ref: pool.ref, ...sides };
}

/** Inputs that nobody knows and that may have been a script's: all but those that no script was told of. */
function hiddenInputs(tx: RawTx, inputs: readonly SpentInput[]): number {
  const redeemerOf = spendRedeemers(tx);
  const mayBeScripts = ({ ref, output }: SpentInput) =>
    output === null && (tx.redeemers.length === 0 || redeemerOf(ref) !== null);
  return inputs.filter(mayBeScripts).length;
}

/** How many trades hidden inputs may have been: each but the pools' own, which beside no order were used directly. */
function hiddenTrades(view: ContractView, hidden: number): number {
  const pools = view.created.filter(isDexPool).length;
  if (pools === 0 || hidden === 0) return 0;
  const beside = hidden - Math.max(pools - view.spent.filter(isDexPool).length, 0);
  return Math.max(beside, view.spent.some(isOrder) ? 0 : 1);
}

/**
 * Everybody's trades in one transaction: each order to trade that was carried out, wholly or in part, and where no order took
 * part each swap that was made with a pool directly. Deposits, withdrawals, zaps, cancels and donations are none; who takes
 * an order of an order book is told with that order only. In the order of the inputs, which says nothing of the pool's.
 *
 * @param inputs what the transaction spends, as far as it is known
 * @param keyOf tells which output continues which pool
 */
export function tradesOf(tx: RawTx, inputs: readonly SpentInput[], keyOf: PoolKey = poolKeyOf): TradesTold {
  if (!tx.valid) return nothing;
  const hidden = hiddenInputs(tx, inputs);
  // What keys put in beside is not asked for: the pools' change is known as soon as all scripts' inputs are.
  const view: ContractView = { ...contractView(tx, inputs), isComplete: hidden === 0 };
  const told = settleOrders(tx, view, inputs).map((settlement) => ofOrder(tx, view, settlement));
  const direct = view.spent.some(isOrder) ? [] : poolSwaps(tx, view, keyOf).map((swap) => ofPool(tx, swap));
  return {
    trades: [...told.flatMap(({ trades }) => trades), ...direct],
    unresolved: told.reduce((sum, { unresolved }) => sum + unresolved, 0) + hiddenTrades(view, hidden),
  };
}
