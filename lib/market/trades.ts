import { contractView, isOrder, type ContractView } from "@/lib/ledger/contract-view";
import type { SpentInput } from "@/lib/ledger/movement";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { spendRedeemers } from "@/lib/ledger/spend-redeemers";
import { orderTrades } from "@/lib/market/order-trades";
import { isDexPool, poolKeyOf, poolSwaps, type PoolKey, type PoolSwap } from "@/lib/market/pool-swaps";
import type { Trade, TradesTold } from "@/lib/market/trade";

function ofPool(tx: RawTx, { pool, match, ...sides }: PoolSwap): Trade {
  return { txHash: tx.hash, dex: match.id, through: "pool", ref: pool.ref, ...sides };
}

/** Inputs that nobody knows and that may have been a script's: only bytes, which tell signers, tell all redeemers. */
function hiddenInputs(tx: RawTx, inputs: readonly SpentInput[]): number {
  const redeemerOf = spendRedeemers(tx);
  const mayBeScripts = ({ ref, output }: SpentInput) =>
    output === null && (tx.signers === null || redeemerOf(ref) !== null);
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
  if (!tx.valid) return { trades: [], unresolved: 0 };
  const hidden = hiddenInputs(tx, inputs);
  const view: ContractView = { ...contractView(tx, inputs), isComplete: hidden === 0 };
  const ofOrders = orderTrades(tx, view, inputs);
  // A hidden input may be an order, whose trade the pool's change would tell once more and wrongly.
  const isDirect = hidden === 0 && !view.spent.some(isOrder);
  const direct = isDirect ? poolSwaps(tx, view, keyOf).map((swap) => ofPool(tx, swap)) : [];
  return {
    trades: [...ofOrders.trades, ...direct],
    unresolved: ofOrders.unresolved + hiddenTrades(view, hidden),
  };
}
