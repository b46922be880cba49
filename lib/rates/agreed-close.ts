import Fraction from "fraction.js";
import { rateSources, type RateSource } from "@/lib/contract/rates";

/** US dollars for an ada. */
export interface SourceClose {
  readonly source: RateSource;
  readonly usd: Fraction;
}

/**
 * Why a close is less sure than usual. `one source`: nobody else says anything. `sources differ`: two do, by more than 3 %, and
 * there is no third. `odd one`: two differed, so that the median of three stands, and this one lies farthest from it.
 */
export type RateNote =
  | { readonly kind: "one source" }
  | { readonly kind: "sources differ" }
  | { readonly kind: "odd one"; readonly source: RateSource };

export interface AgreedClose {
  readonly usd: Fraction;
  /** Who was heard, first the one who is believed most. */
  readonly sources: readonly RateSource[];
  readonly note: RateNote | null;
}

const mostApart = new Fraction(103, 100);

/**
 * What several sources say of one close: where the first two of `rateSources` that say something lie within 3 %, the first one;
 * else the median with the third. The order in which they come does not matter. Null where nobody says anything.
 */
export function agreedClose(closes: readonly SourceClose[]): AgreedClose | null {
  const ranked = closes.toSorted((a, b) => rateSources.indexOf(a.source) - rateSources.indexOf(b.source));
  const [first, second, third] = ranked;
  if (first === undefined) return null;
  if (second === undefined) return { usd: first.usd, sources: [first.source], note: { kind: "one source" } };
  const two = [first.source, second.source];
  if (apart(first.usd, second.usd).lte(mostApart)) return { usd: first.usd, sources: two, note: null };
  if (third === undefined) return { usd: first.usd, sources: two, note: { kind: "sources differ" } };
  const { usd } = medianOf(first, second, third);
  const odd = oddOne([first, second, third], usd);
  return { usd, sources: [...two, third.source], note: { kind: "odd one", source: odd.source } };
}

/** The greater by the smaller. */
function apart(a: Fraction, b: Fraction): Fraction {
  return a.gt(b) ? a.div(b) : b.div(a);
}

function medianOf(...three: readonly [SourceClose, SourceClose, SourceClose]): SourceClose {
  const [, middle] = three.toSorted((a, b) => a.usd.compare(b.usd));
  return middle ?? three[0];
}

/** Of two that lie equally far the one who is believed less. */
function oddOne(three: readonly [SourceClose, ...SourceClose[]], median: Fraction): SourceClose {
  return three.reduce((odd, each) => (apart(each.usd, median).gte(apart(odd.usd, median)) ? each : odd));
}
