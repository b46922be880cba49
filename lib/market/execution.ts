import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { spentPools } from "@/lib/market/transaction-pools";
import { payoutOf } from "@/lib/protocols/pool-payout";
import { priceOf } from "@/lib/protocols/pool-price";
import type { FoundPool } from "@/lib/protocols/read-pool";

/** One asset that was given for one other, in smallest parts, without the batcher's fee and the deposit. */
export interface Exchanged {
  readonly given: Unit;
  readonly amountIn: bigint;
  readonly taken: Unit;
  readonly amountOut: bigint;
}

/**
 * Where what an order could have got went, in smallest parts of what was taken:
 * `amountOut + fee + ownWeight + others = atPrice`, to the last one.
 */
export interface Execution {
  /** The pool as the transaction found it. */
  readonly pool: FoundPool;
  /** Of one smallest part given, in smallest parts taken: the pool's price before, without fee. */
  readonly price: Fraction;
  /** All that was given at that price. */
  readonly atPrice: bigint;
  readonly fee: bigint;
  /** How much less it got by moving the price itself. */
  readonly ownWeight: bigint;
  /** By orders that were carried out before it in the same transaction; less than nothing where they moved the price its way. */
  readonly others: bigint;
}

/**
 * How well a pool carried an exchange out. Null where not just one pool of the transaction trades the two: through several
 * nobody can tell which part went where.
 * @param tx with all its inputs, as far as they are known
 */
export function executionOf(tx: RawTx, { given, amountIn, taken, amountOut }: Exchanged): Execution | null {
  const [pool, ...more] = spentPools(tx).filter(({ reserves }) => reserves.has(given) && reserves.has(taken));
  if (pool === undefined || more.length > 0) return null;
  const [price, alone, share] = [
    priceOf(pool, taken, given),
    payoutOf(pool, amountIn, given, taken),
    pool.fees.get(given),
  ];
  if (price === null || alone === null || share === undefined || share.denominator === 0n) return null;
  const atPrice = price.mul(amountIn).floor().n;
  const fee = price.mul(amountIn).mul(new Fraction(share.numerator, share.denominator)).floor().n;
  return { pool, price, atPrice, fee, ownWeight: atPrice - fee - alone, others: alone - amountOut };
}
