import Fraction from "fraction.js";
import type { ChosenPrice, PriceClass } from "@/lib/market/choose-price";

/** A price that leaps further than this is doubted where only one pool says so. */
const jumpShare = new Fraction(1, 4);
/** Two prices agree when they are not further from each other. */
const nearShare = new Fraction(1, 20);

/** What was shown until now, and what the last look found and did not believe. */
export interface LastPrice {
  readonly price: Fraction;
  readonly class: PriceClass;
  readonly doubted: Fraction | null;
}

const isNear = (a: Fraction, b: Fraction, share: Fraction) => a.sub(b).abs().lte(b.mul(share));

/**
 * Whether a new look at the pools is believed at once. A leap that no second pool knows of is not until it is seen twice:
 * somebody may have traded with himself for the moment of the look. A price that was unreliable is left at once.
 */
export function isBelieved(last: LastPrice | null, found: ChosenPrice): boolean {
  if (last === null || last.class === "unreliable") return true;
  if (isNear(found.price, last.price, jumpShare)) return true;
  const agreeing = found.among.filter(({ price }) => isNear(price, found.price, nearShare));
  return agreeing.length >= 2 || (last.doubted !== null && isNear(found.price, last.doubted, nearShare));
}
