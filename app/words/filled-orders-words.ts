import type { ExecutionRow, UnjudgedReason } from "@/lib/contract/execution-sums";
import { countOf } from "./amount-text";
import { negated, partShareText } from "./execution-words";
import { spanText } from "./time-text";

const reasonWords = {
  "not at hand": "what was spent there is not known yet; some more of it is looked up each time you come",
  "no single pool": "not just one pool carried it out",
  "several assets": "it was not one asset for one other",
  "unknown kind": "nobody can read what was asked for",
  "too small": "it was too small for the price to come to anything",
} as const satisfies Record<UnjudgedReason, string>;

/** What the amounts are of, and what is not in them and why, a sentence each. */
export function countedFills({ fills, judged, unjudged, unvalued, batcherFee }: ExecutionRow): string[] {
  const left = fills - judged;
  return [
    "Amounts are in ADA of the time of each fill.",
    left === 0
      ? `${fills === 1 ? "The one fill is" : `All ${countOf(fills)} fills are`} counted.`
      : `${countOf(judged)} of ${countOf(fills)} fills are counted.`,
    ...unjudged.map(({ reason, fills: of }) => `Not counted: ${countOf(of)}, since ${reasonWords[reason]}.`),
    ...(unvalued === 0 ? [] : [`Not in the amounts: ${countOf(unvalued)} without a price in ADA of that time.`]),
    ...(batcherFee.unknown === 0 ? [] : [`The batcher's fee of ${countOf(batcherFee.unknown)} is not known.`]),
  ];
}

export interface FilledFigure {
  readonly name: string;
  readonly meaning: string;
  readonly amount: string;
  /** What is beside the amount; null for nothing. */
  readonly share: string | null;
}

type Part = ExecutionRow["fee"];

/** The figures of a row, in the order of the table's columns; what was lost has a minus. */
export function filledFigures(row: ExecutionRow): FilledFigure[] {
  const { traded, ownWeight, fee, batcherFee, others, aboveLeast, sincePlaced, medianSeconds } = row;
  const isValued = row.judged > row.unvalued;
  const lost = ({ ada, share }: Part): Part => ({ ada: negated(ada), share: share && negated(share) });
  const figure = (name: FilledFigureName, part: Part | null) => ({
    ...{ name, meaning: figureMeanings[name] },
    ...{
      amount: part === null ? "–" : signedAda(part.ada),
      share: part?.share == null ? null : partShareText(part.share),
    },
  });
  const valued = (name: FilledFigureName, part: Part) => figure(name, isValued ? lost(part) : null);
  return [
    { ...figure("Traded", null), amount: isValued ? signedAda(traded).replace("+", "") : "–" },
    valued("Price impact", ownWeight),
    valued("Pool's fee", fee),
    figure("Batcher's fee", row.judged === 0 ? null : { ada: negated(batcherFee.ada), share: null }),
    valued("Orders beside yours", others),
    figure("Above your least", aboveLeast),
    figure("Since you placed it", sincePlaced),
    { ...figure("Time to fill", null), amount: medianSeconds === null ? "–" : spanText(medianSeconds) },
  ];
}

const figureMeanings = {
  Traded: "What you got, in ADA at its time",
  "Price impact": "What your own orders lost by moving the price",
  "Pool's fee": "What the pools kept",
  "Batcher's fee": "What was paid for carrying the orders out",
  "Orders beside yours": "What orders before yours in the same transactions took, or brought",
  "Above your least": "How much more you got than you asked for at least",
  "Since you placed it":
    "How much more you got than the pool would have paid at the moment of placing, where that is known",
  "Time to fill": "From placing to the last fill: half took less, half more",
} as const;
type FilledFigureName = keyof typeof figureMeanings;

/** `+1,234.57`, `−0.00123`: with as many digits as say something. */
function signedAda(ada: string): string {
  const format = new Intl.NumberFormat("en-GB", {
    ...{ maximumFractionDigits: 2, maximumSignificantDigits: 3, roundingPriority: "morePrecision" },
    signDisplay: "exceptZero",
  });
  return format.format(ada as `${number}`).replace("-", "\u2212");
}
