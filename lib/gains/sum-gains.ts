import type Fraction from "fraction.js";
import type { Money } from "@/lib/accounting/accounting-event";
import { nothing } from "@/lib/accounting/money";
import type { DisposalOutcome, LotUse } from "@/lib/accounting/outcome";

/** Sums of what is known. */
export interface GainSums {
  readonly proceeds: Fraction;
  readonly costBasis: Fraction;
  readonly gain: Fraction;
}

export interface SummedDisposals extends GainSums {
  readonly count: number;
  /** Those whose gain nobody knows: they are in no sum. */
  readonly unknown: number;
  readonly byTerm: readonly (GainSums & { readonly term: LotUse["term"] })[];
}

/** What is known of some money, and how many parts of it are not. */
export interface SummedIncome {
  readonly count: number;
  readonly value: Fraction;
  readonly unknown: number;
}

const none: GainSums = { proceeds: nothing, costBasis: nothing, gain: nothing };

const added = (sums: GainSums, { costBasis, gain }: { readonly costBasis: Fraction; readonly gain: Fraction }) => ({
  proceeds: sums.proceeds.add(costBasis).add(gain),
  costBasis: sums.costBasis.add(costBasis),
  gain: sums.gain.add(gain),
});

/** What disposals come to, by how long what went was held. The terms sum to the whole. */
export function sumDisposals(disposals: readonly DisposalOutcome[]): SummedDisposals {
  const byTerm = new Map<LotUse["term"], GainSums>();
  let [whole, unknown] = [none, 0];
  for (const { costBasis, gain, lots } of disposals) {
    if (costBasis === null || gain === null) {
      unknown += 1;
      continue;
    }
    whole = added(whole, { costBasis, gain });
    let rest = { costBasis, gain };
    for (const lot of lots) {
      // A lot's cost is known where that of all is.
      const part = { costBasis: lot.costBasis ?? nothing, gain: lot.gain ?? nothing };
      rest = { costBasis: rest.costBasis.sub(part.costBasis), gain: rest.gain.sub(part.gain) };
      byTerm.set(lot.term, added(byTerm.get(lot.term) ?? none, part));
    }
    // Of a pool, or of what never came.
    if (lots.length === 0 || rest.costBasis.compare(0n) !== 0 || rest.gain.compare(0n) !== 0)
      byTerm.set(null, added(byTerm.get(null) ?? none, rest));
  }
  const terms = [...byTerm].map(([term, sums]) => ({ term, ...sums }));
  return { count: disposals.length, unknown, ...whole, byTerm: terms };
}

export const noDisposals: SummedDisposals = { count: 0, unknown: 0, ...none, byTerm: [] };

export function addDisposals(a: SummedDisposals, b: SummedDisposals): SummedDisposals {
  const terms = new Map(a.byTerm.map((sums) => [sums.term, sums]));
  for (const sums of b.byTerm) {
    const known = terms.get(sums.term);
    terms.set(sums.term, known === undefined ? sums : { term: sums.term, ...addSums(known, sums) });
  }
  return { count: a.count + b.count, unknown: a.unknown + b.unknown, ...addSums(a, b), byTerm: [...terms.values()] };
}

const addSums = (a: GainSums, b: GainSums): GainSums => ({
  proceeds: a.proceeds.add(b.proceeds),
  costBasis: a.costBasis.add(b.costBasis),
  gain: a.gain.add(b.gain),
});

export function sumKnown(parts: readonly Money[]): SummedIncome {
  const known = parts.filter((part) => part !== null);
  return {
    count: parts.length,
    value: known.reduce((sum, part) => sum.add(part), nothing),
    unknown: parts.length - known.length,
  };
}

export const noIncome: SummedIncome = { count: 0, value: nothing, unknown: 0 };

export const addKnown = (a: SummedIncome, b: SummedIncome): SummedIncome => ({
  count: a.count + b.count,
  value: a.value.add(b.value),
  unknown: a.unknown + b.unknown,
});
