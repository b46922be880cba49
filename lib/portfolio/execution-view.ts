import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { TransactionOrder } from "@/lib/contract/transaction-detail";
import type { Wanted } from "@/lib/protocols/order-terms";
import { protocolName } from "@/lib/protocols/registry";
import { valueText } from "@/lib/market/decimal-text";
import type { Exchanged, Execution } from "@/lib/market/execution";

type View = NonNullable<TransactionOrder["execution"]>;

/** One fill of an order, and what is known beside it. */
export interface ToldExecution extends Execution {
  readonly txHash: string;
  readonly exchanged: Exchanged;
  /** What the whole order asked for when it was placed. */
  readonly wanted: readonly Wanted[];
  /** Whether this fill is all of the order. */
  readonly isWhole: boolean;
  /** What the pool would have paid when the order was placed; null where nobody knows. */
  readonly whenPlaced: bigint | null;
}

/** How well a fill was carried out, as the contract shows it; null where the pool's price came to nothing. */
export function executionView(told: ToldExecution): View | null {
  const { txHash, pool, exchanged, atPrice, fee, ownWeight, others, whenPlaced } = told;
  if (atPrice === 0n) return null;
  const { taken, amountOut } = exchanged;
  const part = (quantity: bigint) => ({
    quantity: quantity.toString(),
    share: valueText(new Fraction(quantity, atPrice)),
  });
  const least = leastOf(told, taken);
  return {
    txHash,
    dex: pool.dex,
    dexName: protocolName(pool.dex),
    poolUnit: pool.poolUnit,
    unit: taken,
    got: part(amountOut),
    atPrice: atPrice.toString(),
    fee: part(fee),
    ownWeight: part(ownWeight),
    others: part(others),
    aboveLeast: least === null ? null : part(amountOut - least),
    whenPlaced: whenPlaced === null ? null : { quantity: whenPlaced.toString(), more: part(amountOut - whenPlaced) },
  };
}

/**
 * The least that an order asked for of what a fill brought; null where it named none, and of one of several fills, of which the least
 * of the whole says nothing.
 */
export function leastOf({ wanted, isWhole }: ToldExecution, taken: Unit): bigint | null {
  const [only, ...more] = wanted;
  if (!isWhole || only === undefined || more.length > 0 || (only.unit !== null && only.unit !== taken)) return null;
  // Who takes any price asks for one smallest part.
  return only.minimum === null || only.minimum <= 1n ? null : only.minimum;
}
