import { lovelace } from "@/lib/cardano/unit";
import { at, DatumError, intAt } from "@/lib/protocols/datum";
import type { ContractOutput, ContractView } from "@/lib/ledger/contract-view";

/** Lovelace of an order before it was carried out, and of what it paid out. */
interface OrderLovelace {
  readonly before: bigint;
  readonly after: bigint;
  /** What the datum or the protocol says that whoever carries it out keeps; null where neither does. */
  readonly declared: bigint | null;
  /** False where nobody knows what it paid out, so that `after` says nothing. */
  readonly isPayoutKnown: boolean;
}

export interface BatcherFee {
  readonly feeLovelace: bigint | null;
  readonly basis: "declared" | "pool" | "shared" | "unknown";
}

/** Protocol fees that lie among a pool's lovelace without being part of its reserves. */
function protocolFees({ datum, match, output }: ContractOutput): bigint {
  const path = match?.protocol.poolFeePath;
  if (path === undefined || datum === null) return 0n;
  try {
    const fees = intAt(at(datum, ...path));
    // Anyone can put a datum at a pool's script: what does not lie there is no fee.
    return fees >= 0n && fees <= (output.value.get(lovelace) ?? 0n) ? fees : 0n;
  } catch (error) {
    if (!(error instanceof DatumError)) throw error;
    return 0n;
  }
}

function reserves(outputs: readonly ContractOutput[]): bigint {
  const pools = outputs.filter(({ match }) => match?.fact.role === "pool");
  return pools.reduce((sum, pool) => sum + (pool.output.value.get(lovelace) ?? 0n) - protocolFees(pool), 0n);
}

/** What all orders together paid beyond what the pools took and gave; null where no pool's change is visible. */
function paidInAll(view: ContractView, orders: readonly OrderLovelace[]): bigint | null {
  const hasPool = view.created.some(({ match }) => match?.fact.role === "pool");
  if (!view.isComplete || !hasPool) return null;
  const gained = reserves(view.created) - reserves(view.spent);
  const kept = orders.reduce((sum, { before, after }) => sum + before - after, 0n);
  const paid = kept - gained;
  return paid < 0n ? null : paid;
}

/**
 * What each order of a batch paid to whoever carried it out. The pool's change tells what all paid together; where that
 * is not the sum of what the datums declare, it is divided evenly, as every protocol with variable fees does. Where one
 * payout is not known its whole value would pass for fee, so that no order's fee is told.
 */
export function batcherFees(view: ContractView, orders: readonly OrderLovelace[]): BatcherFee[] {
  if (!orders.every(({ isPayoutKnown }) => isPayoutKnown)) {
    return orders.map(() => ({ feeLovelace: null, basis: "unknown" }));
  }
  if (orders.length === 0) return [];
  const paid = paidInAll(view, orders);
  const declared = orders.map((order) => order.declared);
  const known = declared.every((fee) => fee !== null);
  const sum = declared.reduce<bigint>((total, fee) => total + (fee ?? 0n), 0n);
  if (paid === null || (known && sum === paid)) {
    return declared.map((feeLovelace) => ({ feeLovelace, basis: feeLovelace === null ? "unknown" : "declared" }));
  }
  const count = BigInt(orders.length);
  const share = paid / count;
  const rest = paid - share * count;
  const basis = orders.length === 1 ? "pool" : "shared";
  return orders.map((_, i) => ({ feeLovelace: i === 0 ? share + rest : share, basis }));
}
