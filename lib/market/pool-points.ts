import { lovelace } from "@/lib/cardano/unit";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { thinFromLovelace } from "@/lib/market/depth-class";
import type { KeptPool } from "@/lib/market/market-token";
import { poolIn } from "@/lib/market/pool-output";
import type { PricePoint } from "@/lib/market/price-point";
import { stableCoins } from "@/lib/market/stable-coins";
import { transactionPools } from "@/lib/market/transaction-pools";
import { priceOf } from "@/lib/protocols/pool-price";
import type { FoundPool } from "@/lib/protocols/read-pool";

/** Where a transaction stands. */
export interface Place {
  readonly height: number;
  readonly txIndex: number;
  /** ms since the epoch. */
  readonly at: number;
}

/** What the pools that a transaction left behind say of their units, at its block. One whose scripts failed left none. */
export function poolPoints(tx: RawTx, place: Place): PricePoint[] {
  if (!tx.valid) return [];
  return transactionPools(tx).pools.flatMap(({ pool }) => pointsOf(pool, tx.hash, { ...place, until: place.at }));
}

/** Stable coins have six decimals, as ada has, and an ada was always worth more than a tenth of one. */
const leastStable = thinFromLovelace / 10n;

/** What pools say of their units as the market saw them, each known to have stood so then; of those that are too small to be believed nothing. */
export function seenPoints(pools: readonly KeptPool[]): PricePoint[] {
  return pools
    .flatMap(({ output, seenAt }) => {
      const pool = poolIn(output);
      const at = output.at === null ? seenAt : Date.parse(output.at);
      const place = { height: output.height, txIndex: null, at, until: Math.max(at, seenAt) };
      return pool === null ? [] : pointsOf(pool, output.txHash, place);
    })
    .filter(({ quote, reserveQuote }) => reserveQuote >= (quote === lovelace ? thinFromLovelace : leastStable));
}

type Stood = Pick<PricePoint, "height" | "txIndex" | "at" | "until">;

function pointsOf(pool: FoundPool, txHash: TxHash, stood: Stood): PricePoint[] {
  const quotes = pool.reserves.has(lovelace) ? [lovelace] : [...stableCoins].filter((unit) => pool.reserves.has(unit));
  return [...pool.reserves.keys()].flatMap((unit) => {
    const quote = quotes.find((each) => each !== unit);
    const price = quote === undefined ? null : priceOf(pool, quote, unit);
    if (quote === undefined || price === null || unit === lovelace) return [];
    const reserve = (of: Unit) => pool.reserves.get(of) ?? 0n;
    const { poolUnit, dex, lpUnit } = pool;
    const of = { unit, poolUnit, dex, quote, lpUnit, txHash };
    // A share of three assets is no sum of two.
    const supply = pool.reserves.size === 2 ? pool.supply : null;
    return [{ ...of, ...stood, price, reserveQuote: reserve(quote), reserveUnit: reserve(unit), supply }];
  });
}
