import type { Ratio } from "@/lib/market/exact-sum";

/** Up to this part of the ADA in its pools a sale hardly moves the price, and is worth quantity times price. */
const smallPart = 100n;

/**
 * What a quantity is worth in lovelace, exactly: its price, and never more than the pools could pay out. All pools of one price
 * pay like one with their ADA in it: depth · v / (depth + v). More of a unit is never worth less.
 */
export function saleValue(quantity: bigint, price: Ratio, depthLovelace: bigint): Ratio {
  const [atPrice, depth] = [price.n * quantity, depthLovelace * price.d];
  if (atPrice * smallPart <= depth) return ratio(atPrice, price.d);
  const [paid, whole] = [atPrice * depthLovelace, atPrice + depth];
  return paid * smallPart < depthLovelace * whole ? ratio(depthLovelace, smallPart) : ratio(paid, whole);
}

/** In whole numbers: what is brought to its lowest terms after each step takes many times as long. */
const ratio = (n: bigint, d: bigint): Ratio => ({ s: 1n, n, d });
