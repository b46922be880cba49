import Fraction from "fraction.js";

/** Up to this part of the ADA in its pools a sale hardly moves the price, and is worth quantity times price. */
const smallPart = 100n;

/**
 * What a quantity is worth in lovelace, exactly: its price, and never more than the pools could pay out. All pools of one price
 * pay like one with their ADA in it: depth · v / (depth + v). More of a unit is never worth less.
 */
export function saleValue(quantity: bigint, price: Fraction, depthLovelace: bigint): Fraction {
  const atPrice = price.mul(quantity);
  const small = new Fraction(depthLovelace, smallPart);
  if (atPrice.lte(small)) return atPrice;
  const paid = atPrice.mul(depthLovelace).div(atPrice.add(depthLovelace));
  return paid.lt(small) ? small : paid;
}
