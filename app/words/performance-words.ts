import type { PerformanceAnswer } from "@/lib/contract/performance";
import { countOf } from "./amount-text";
import { changeText } from "./money-text";

type Reason = NonNullable<PerformanceAnswer["timeWeightedReason"]>;

const reasonWords = {
  "no capital": "Nothing was held that could have gained.",
  "unknown value": "Nobody knows what all was worth at some moment at which something came or went.",
  "too many flows": "Too much came and went to value all at each of the moments. Choose a shorter range.",
  ambiguous: "More went out in between than lay there, so that no one rate fits, or several do.",
} as const satisfies Record<Reason, string>;

/** A return as a page shows it: its rate, or why there is none. */
interface ReturnFigure {
  readonly name: string;
  /** What question it answers. */
  readonly answers: string;
  /** `+12.3 %`; null where there is none. */
  readonly rate: string | null;
  /** What is to be known of it: why there is none, or what it makes in a year; null for nothing. */
  readonly note: string | null;
}

type Returns = Pick<
  PerformanceAnswer,
  "timeWeightedReturn" | "timeWeightedReason" | "moneyWeightedReturn" | "moneyWeightedYearly" | "moneyWeightedReason"
>;

/** Both returns of a range. */
export function returnFigures(returns: Returns): ReturnFigure[] {
  const { timeWeightedReturn, timeWeightedReason, moneyWeightedReturn, moneyWeightedYearly, moneyWeightedReason } =
    returns;
  const yearly = moneyWeightedYearly === null ? null : `As much as ${rateText(moneyWeightedYearly)} in a year.`;
  return [
    {
      name: "Time-weighted return",
      answers:
        "How well did what you held do, whenever you paid in or out? Compare it with what a coin or a fund gained.",
      rate: timeWeightedReturn && rateText(timeWeightedReturn),
      note: timeWeightedReason && reasonWords[timeWeightedReason],
    },
    {
      name: "Money-weighted return",
      answers: "What did your money earn, with when you paid it in and out? Compare it with interest of a bank.",
      rate: moneyWeightedReturn && rateText(moneyWeightedReturn),
      note: moneyWeightedReason === null ? yearly : reasonWords[moneyWeightedReason],
    },
  ];
}

/** `+12.3 %`; of more than a thousandfold, digits say nothing. */
function rateText(rate: string): string {
  const [whole = ""] = rate.split(".");
  return !rate.startsWith("-") && whole.length > 3 ? "over +100,000\u00a0%" : changeText(rate);
}

type Unpriced = PerformanceAnswer["unpriced"][number];

/** Why an asset stands outside of all sums, a sentence each. */
export function unpricedWhy({ noPriceAt, unvaluedEvents }: Pick<Unpriced, "noPriceAt" | "unvaluedEvents">): string[] {
  const ends = noPriceAt.map((end) => `at the ${end}`).join(" and ");
  return [
    ...(ends === "" ? [] : [`Nobody knows what it was worth ${ends} of the range.`]),
    ...(unvaluedEvents === 0
      ? []
      : [
          unvaluedEvents === 1
            ? "Once it came or was sold, and nobody knows for how much."
            : `${countOf(unvaluedEvents)} times it came or was sold, and nobody knows for how much.`,
        ]),
  ];
}

/** How many assets are in no figure of the page; null where none is. */
export function outsideText(count: number): string | null {
  if (count === 0) return null;
  return count === 1 ? "1 asset is in none of these figures" : `${countOf(count)} assets are in none of these figures`;
}

/** Where a person reads more of an asset, and can say its price. */
export const assetPath = (unit: string) =>
  unit === "lovelace" ? (`/activity?unit=${unit}` as const) : (`/market/${unit}` as const);
