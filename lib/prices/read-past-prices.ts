import "server-only";
import Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { pastPrice, type PastPrice } from "@/lib/prices/past-price";
import { sharePrice } from "@/lib/prices/share-price";
import type { Asked, PoolAround } from "@/lib/market/price-point";
import { readPoints } from "@/lib/prices/read-points";

/**
 * What each unit cost at each instant, in the order asked, by what is stored: nobody outside is asked. One round trip; one more
 * where pools trade against stable coins or a unit is an LP token, and a third for LP tokens of such pools. Null: nothing is known.
 */
export async function readPastPrices(
  asked: readonly { readonly unit: Unit; readonly at: Date }[],
): Promise<(PastPrice | null)[]> {
  const wanted = asked.map(({ unit, at }) => ({ unit, at: at.getTime() }));
  const known: KnownAt = new Map();
  let missing = unknownOf(wanted, known);
  // An LP token needs its assets' prices, and these may need a stable coin's.
  for (let round = 0; round < 3 && missing.length > 0; round += 1) {
    const found = await readPoints(missing);
    for (const [index, { unit, at }] of missing.entries()) known.get(unit)?.set(at, found[index] ?? []);
    missing = unknownOf(
      missing.flatMap((each, index) => neededFor(each, found[index] ?? [])),
      known,
    );
  }
  return wanted.map((each) => priceIn(known, each, 0));
}

/** By unit and instant, and not by both as one text: there are tens of thousands. */
type KnownAt = Map<Unit, Map<number, readonly PoolAround[]>>;

/** Those that nothing is known of yet, each once; they have their places among what is known from now on. */
function unknownOf(asked: readonly Asked[], known: KnownAt): Asked[] {
  return asked.filter(({ unit, at }) => {
    const ofUnit = known.get(unit) ?? new Map<number, readonly PoolAround[]>();
    if (unit === lovelace || ofUnit.has(at)) return false;
    known.set(unit, ofUnit.set(at, []));
    return true;
  });
}

const pointOf = ({ before, after, close }: PoolAround) => before ?? after ?? close;

function neededFor({ unit, at }: Asked, pools: readonly PoolAround[]): Asked[] {
  const isNeeded = (other: Unit) => other !== unit && other !== lovelace;
  return pools.flatMap((pool) => {
    const point = pointOf(pool);
    if (point === null || !(isNeeded(point.quote) || isNeeded(point.unit))) return [];
    return [point.quote, point.unit].filter(isNeeded).map((needed) => ({ unit: needed, at }));
  });
}

/** Deeper than an LP token's asset's stable coin nothing is looked for. */
const deepest = 2;

function priceIn(known: KnownAt, asked: Asked, depth: number): PastPrice | null {
  const { unit, at } = asked;
  if (unit === lovelace) return adaItself(at);
  const pools = known.get(unit)?.get(at) ?? [];
  if (depth > deepest) return null;
  const priceThen = (other: Unit) => priceIn(known, { unit: other, at }, depth + 1);
  const ofUnit = pools.filter((pool) => pointOf(pool)?.unit === unit);
  const direct = pastPrice(at, ofUnit, priceThen);
  if (direct !== null) return direct;
  const shared = pools.find((pool) => pointOf(pool)?.lpUnit === unit);
  return shared === undefined ? null : sharePrice(at, shared, priceThen);
}

const adaItself = (at: number): PastPrice => ({
  price: new Fraction(1),
  class: "firm",
  // All the ADA that there can be.
  depthLovelace: 45_000_000_000_000_000n,
  rank: "output",
  from: null,
  at: new Date(at).toISOString(),
});
