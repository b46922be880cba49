import Fraction from "fraction.js";
import type { ChosenPrice } from "@/lib/market/choose-price";

/** A price that leaps further than this is doubted where only one pool says so. */
const jumpShare = new Fraction(1, 4);
/** Two pools agree when they are not further from each other. */
const nearShare = new Fraction(1, 20);

/** The price that is shown, and the one that is not believed yet. */
export interface JudgedPrice {
  readonly shown: ChosenPrice;
  /** What the last look found and nobody else says: believed when it is found once more. */
  readonly doubted: Fraction | null;
}

const isNear = (a: Fraction, b: Fraction, share: Fraction) => a.sub(b).abs().lte(b.mul(share));

/**
 * What a new look at the pools makes of a price. A leap that no second pool knows of keeps the old price until it is seen
 * twice: somebody may have traded with himself for the moment of the look. A price that was unreliable is left at once.
 */
export function judgeJump(last: JudgedPrice | null, found: ChosenPrice): JudgedPrice {
  const believed: JudgedPrice = { shown: found, doubted: null };
  if (last === null || last.shown.class === "unreliable") return believed;
  if (isNear(found.price, last.shown.price, jumpShare)) return believed;
  const agreeing = found.among.filter(({ price }) => isNear(price, found.price, nearShare));
  if (agreeing.length >= 2) return believed;
  const isSeenAgain = last.doubted !== null && isNear(found.price, last.doubted, nearShare);
  return isSeenAgain ? believed : { shown: last.shown, doubted: found.price };
}
