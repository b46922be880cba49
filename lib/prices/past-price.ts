import Fraction from "fraction.js";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { choosePrice, type ChosenPrice, type PriceCandidate, type PriceClass } from "@/lib/market/choose-price";
import type { Ratio } from "@/lib/market/exact-sum";
import type { PoolAround, PricePoint } from "@/lib/market/price-point";
import { dayMs, floorTo } from "@/lib/rates/instants";

/**
 * How a past price is known, the best first: the wallet's own trade, a pool in the transaction's own block, a pool that is known
 * to have stood so, the close of the same UTC day, or what lies between two that are known.
 */
export type PriceRank = "fill" | "output" | "at height" | "day close" | "between";

export interface PastPrice {
  /** Lovelace for one smallest part. */
  readonly price: Fraction;
  readonly class: PriceClass;
  readonly depthLovelace: bigint;
  readonly rank: PriceRank;
  readonly from: {
    readonly dex: string;
    readonly poolUnit: Unit;
    readonly txHash: TxHash;
    readonly height: number | null;
  } | null;
  /** ISO 8601, of the evidence. */
  readonly at: string;
}

/** Between two states that are further apart a token may have been anything. */
export const furthestMs = 31 * dayMs;

/** One pool's word on an instant. */
interface Said {
  readonly rank: Exclude<PriceRank, "fill">;
  readonly price: Fraction;
  readonly reserveQuote: bigint;
  /** The evidence, of two the nearer one. */
  readonly point: PricePoint;
}

const ranks = ["output", "at height", "day close", "between"] as const satisfies readonly Said["rank"][];

/**
 * What a unit cost at an instant by what is known of its pools around it. The best evidence counts alone where at least half of the
 * ADA that is known of stands behind it; else the next best is heard as well, so that one thin pool that happens to be seen does
 * not outdo a deep one. Among those heard the live market's own rule chooses. Where no pool is known on both sides, two may be
 * heard together. Null where that says nothing either.
 *
 * @param at ms since the epoch
 * @param quoteAt what a stable coin cost then; null where that is not known
 */
export function pastPrice(
  at: number,
  pools: readonly PoolAround[],
  quoteAt: (quote: Unit) => PastPrice | null,
): PastPrice | null {
  const said = pools.flatMap((pool) => {
    const word = saidOf(at, pool);
    const candidate = word && candidateOf(word, quoteAt);
    return word === null || candidate === null ? [] : [{ word, candidate }];
  });
  const total = depthOf(said);
  for (const rank of ranks) {
    const heard = said.filter(({ word }) => ranks.indexOf(word.rank) <= ranks.indexOf(rank));
    const chosen = 2n * depthOf(heard) < total ? null : choosePrice(heard.map(({ candidate }) => candidate));
    const from = heard.find(({ candidate }) => candidate === chosen?.from);
    if (chosen !== null && from !== undefined) return told(chosen, from.word);
  }
  return acrossPools(at, pools, quoteAt);
}

/** Where no pool is known on both sides: on the line between what the one told before and another tells next. */
function acrossPools(
  at: number,
  pools: readonly PoolAround[],
  quoteAt: (quote: Unit) => PastPrice | null,
): PastPrice | null {
  const [left, right] = [
    chosenOf(
      pools.map(({ before }) => readable(before)).filter((point) => point !== null && at - point.until <= furthestMs),
      quoteAt,
    ),
    chosenOf(
      pools.map(({ after }) => readable(after)).filter((point) => point !== null && point.at - at <= furthestMs),
      quoteAt,
    ),
  ];
  if (left === null || right === null || right.word.point.at - left.word.point.until > furthestMs) return null;
  const { until } = left.word.point;
  const isLeftNearer = at - until <= right.word.point.at - at;
  const shallower = left.chosen.depthLovelace < right.chosen.depthLovelace ? left : right;
  const price = partBetween(
    left.chosen.price,
    right.chosen.price,
    BigInt(at - until),
    BigInt(right.word.point.at - until),
  );
  return told({ ...shallower.chosen, price }, (isLeftNearer ? left : right).word);
}

/** What the market's own rule chooses among pools that are not known at the very instant. */
function chosenOf(points: readonly (Readable | null)[], quoteAt: (quote: Unit) => PastPrice | null) {
  const said = points.flatMap((point) => {
    const word = point && exactly("between", point);
    const candidate = word && candidateOf(word, quoteAt);
    return word === null || candidate === null ? [] : [{ word, candidate }];
  });
  const chosen = choosePrice(said.map(({ candidate }) => candidate));
  const word = said.find(({ candidate }) => candidate === chosen?.from)?.word;
  return chosen === null || word === undefined ? null : { chosen, word };
}

const depthOf = (said: readonly { candidate: PriceCandidate }[]) =>
  said.reduce((sum, { candidate }) => sum + candidate.depthLovelace, 0n);

function saidOf(at: number, { before, after, close }: PoolAround): Said | null {
  if (before !== null && before.until >= at) return exactly(before.at === at ? "output" : "at height", before);
  if (close !== null) return exactly("day close", close);
  return between(at, before, after);
}

function exactly(rank: Said["rank"], point: PricePoint): Said | null {
  const { price, reserveQuote } = point;
  return price === null ? null : { rank, price: new Fraction(price.n, price.d), reserveQuote, point };
}

/** On the straight line between both, or as the only one of the same UTC day says. */
function between(at: number, before: PricePoint | null, after: PricePoint | null): Said | null {
  const [left, right] = [readable(before), readable(after)];
  if (left !== null && right !== null && right.at - left.until <= furthestMs) {
    const price = partBetween(left.price, right.price, BigInt(at - left.until), BigInt(right.at - left.until));
    const shallower = left.reserveQuote < right.reserveQuote ? left : right;
    const nearer = at - left.until <= right.at - at ? left : right;
    return { rank: "between", price, reserveQuote: shallower.reserveQuote, point: nearer };
  }
  const sameDay = [left, right].find(
    (point) => point !== null && floorTo(dayMs, point === left ? point.until : point.at) === floorTo(dayMs, at),
  );
  return sameDay == null ? null : exactly("between", sameDay);
}

/** So many parts of the whole way from one to the other; brought to its lowest terms once only, for that costs the most. */
function partBetween(from: Ratio, to: Ratio, parts: bigint, whole: bigint): Fraction {
  return new Fraction(from.n * to.d * (whole - parts) + to.n * from.d * parts, from.d * to.d * whole);
}

type Readable = PricePoint & { readonly price: Ratio };

const readable = (point: PricePoint | null): Readable | null => (point !== null && isReadable(point) ? point : null);

const isReadable = (point: PricePoint): point is Readable => point.price !== null;

/** In ADA, with the ADA behind it: of a pool without an ADA side the lesser of both sides and of what stands behind its quote. */
function candidateOf({ price, reserveQuote, point }: Said, quoteAt: (quote: Unit) => PastPrice | null) {
  const { poolUnit, dex, txHash, height, quote } = point;
  const isUnproven = false;
  if (quote === lovelace)
    return { poolUnit, dex, txHash, height, isUnproven, price, depthLovelace: reserveQuote, via: null };
  const quoted = quoteAt(quote);
  if (quoted === null) return null;
  const side = quoted.price.mul(reserveQuote).floor().n;
  const depthLovelace = side < quoted.depthLovelace ? side : quoted.depthLovelace;
  return { poolUnit, dex, txHash, height, isUnproven, price: price.mul(quoted.price), depthLovelace, via: quote };
}

function told(chosen: ChosenPrice, { rank, point }: Said): PastPrice {
  const { dex, poolUnit, txHash, height } = point;
  return {
    price: chosen.price,
    class: chosen.class,
    depthLovelace: chosen.depthLovelace,
    rank,
    from: { dex, poolUnit, txHash, height },
    at: new Date(point.at).toISOString(),
  };
}
