import type Fraction from "fraction.js";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { depthClass, thinFromLovelace } from "@/lib/market/depth-class";
import type { ProtocolId } from "@/lib/protocols/registry";

/** What one pool says a unit costs. */
export interface PriceCandidate {
  /** Lovelace for one smallest part of the unit. */
  readonly price: Fraction;
  /** ADA that stands behind it. */
  readonly depthLovelace: bigint;
  /** The stable coin in between; null where the pool has an ADA side. */
  readonly via: Unit | null;
  readonly isUnproven: boolean;
  readonly poolUnit: Unit;
  readonly dex: ProtocolId;
  readonly txHash: TxHash;
  /** Null where nobody asked for it yet. */
  readonly height: number | null;
}

/** How far a price can be trusted. What is unreliable stands beside a total, never in it. */
export type PriceClass = "firm" | "thin" | "unreliable";

/** The price of a unit, with the pool that says so. */
export interface ChosenPrice {
  /** Lovelace for one smallest part of the unit. */
  readonly price: Fraction;
  readonly class: PriceClass;
  /** ADA in all pools that were looked at for it. */
  readonly depthLovelace: bigint;
  readonly from: PriceCandidate;
  /** The pools whose median it is, the deepest first. */
  readonly among: readonly PriceCandidate[];
}

/**
 * The median of what the pools say, each as heavy as the ADA in it: one thin pool cannot move it. Pools that prove
 * nothing are asked only where there is no other. Null where no pool trades the unit.
 */
export function choosePrice(candidates: readonly PriceCandidate[]): ChosenPrice | null {
  const among = mostReliable(candidates.filter(({ depthLovelace }) => depthLovelace > 0n));
  const from = weightedMedian(among);
  if (from === null) return null;
  const depthLovelace = depthOf(among);
  return {
    price: from.price,
    class: classOf(among, depthLovelace),
    depthLovelace,
    from,
    among: among.toSorted(byDepth),
  };
}

const depthOf = (candidates: readonly PriceCandidate[]) =>
  candidates.reduce((sum, { depthLovelace }) => sum + depthLovelace, 0n);

function mostReliable(candidates: readonly PriceCandidate[]): readonly PriceCandidate[] {
  const deep = candidates.filter(({ depthLovelace }) => depthLovelace >= thinFromLovelace);
  const proven = deep.filter(({ isUnproven }) => !isUnproven);
  return [proven, deep].find(({ length }) => length > 0) ?? candidates;
}

function classOf(among: readonly PriceCandidate[], depthLovelace: bigint): PriceClass {
  const isProven = among.some(({ isUnproven }) => !isUnproven);
  const known = depthClass(depthLovelace);
  // Many pools that are each too small are no deep market.
  if (among.every((each) => each.depthLovelace < thinFromLovelace) || known === "none") return "unreliable";
  return known === "firm" && !isProven ? "thin" : known;
}

/** The first, from the cheapest on, at which half of all ADA is reached; of two that share the middle, the deeper one. */
function weightedMedian(candidates: readonly PriceCandidate[]): PriceCandidate | null {
  const sorted = candidates.toSorted((a, b) => a.price.compare(b.price) || byDepth(a, b));
  const total = depthOf(sorted);
  let reached = 0n;
  for (const [index, candidate] of sorted.entries()) {
    reached += candidate.depthLovelace;
    if (2n * reached < total) continue;
    const next = sorted[index + 1];
    const isShared = 2n * reached === total && next !== undefined;
    return isShared && byDepth(next, candidate) < 0 ? next : candidate;
  }
  return null;
}

function byDepth(a: PriceCandidate, b: PriceCandidate): number {
  if (a.depthLovelace !== b.depthLovelace) return a.depthLovelace > b.depthLovelace ? -1 : 1;
  return a.poolUnit < b.poolUnit ? -1 : 1;
}

/** Whether a sum that one wallet holds may count a price of this class. */
export const countsInTotal = (priceClass: PriceClass | "manual"): boolean => priceClass !== "unreliable";
