import { formatAmount, parseAmount } from "@/lib/cardano/amount";
import type { Currency } from "@/lib/contract/rates";
import { changeText, moneyPriceText, moneyText } from "./money-text";
import { absoluteTime, dayText } from "./time-text";

/** What lines are of: amounts of money, or prices of one. */
type ChartMeasure = "amount" | "price";

/** A moment with a decimal for each line; null where it is not known. */
export interface ChartPoint {
  readonly at: string;
  readonly values: readonly (string | null)[];
}

/** How a chart says its figures. */
export interface ChartWords {
  /** Of each line, the main one first. */
  readonly names: readonly string[];
  readonly currency: Currency;
  readonly measure: ChartMeasure;
  /** Whether points are told by the minute, or by the day. */
  readonly by: "time" | "day";
}

/** More decimals than any figure of a chart has. */
const decimals = 40;

export function pointTime({ at }: ChartPoint, { by }: ChartWords): string {
  return by === "day" ? dayText(at) : absoluteTime(at);
}

export function figureText(value: string | null, { currency, measure }: ChartWords): string {
  if (value === null) return "not known";
  return measure === "price" ? moneyPriceText(value, currency) : moneyText(value, currency);
}

/** All that a point says: `3 May 2026: value €12.50, net deposits €10.00`. */
export function pointText(point: ChartPoint, words: ChartWords): string {
  const figures = words.names.map((name, line) => `${name.toLowerCase()} ${figureText(lineValue(point, line), words)}`);
  return `${pointTime(point, words)}: ${figures.join(", ")}`;
}

export const lineValue = ({ values }: ChartPoint, line: number): string | null => values[line] ?? null;

/** The whole of the main line in words, for who does not see it: where it begins and ends, lowest, highest, change. */
export function chartSummary(points: readonly ChartPoint[], words: ChartWords): string {
  const [name = "The line"] = words.names;
  const known = points.flatMap((point) => {
    const value = lineValue(point, 0);
    return value === null ? [] : [{ point, value, amount: parseAmount(value, decimals) }];
  });
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return `${name}: nothing is known of this time yet.`;
  const low = known.reduce((least, each) => (each.amount < least.amount ? each : least), first);
  const high = known.reduce((most, each) => (each.amount > most.amount ? each : most), first);
  const told = (each: typeof first) => `${figureText(each.value, words)} (${pointTime(each.point, words)})`;
  const change = first.amount === 0n ? "" : `, ${changeText(shareOf(last.amount - first.amount, first.amount))}`;
  return `${name} from ${told(first)} to ${told(last)}${change}. Lowest ${told(low)}, highest ${told(high)}.`;
}

const shareDecimals = 6;

/** A part of a whole as a decimal, as exact as a change is ever said. */
function shareOf(part: bigint, whole: bigint): string {
  return formatAmount((part * 10n ** BigInt(shareDecimals)) / (whole < 0n ? -whole : whole), shareDecimals);
}
