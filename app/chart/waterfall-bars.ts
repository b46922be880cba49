import { extent } from "d3-array";
import { part } from "./span";

/** A step of a sum, in any whole unit; a total reaches from nothing. */
export interface WaterfallStep {
  readonly name: string;
  readonly from: bigint;
  readonly to: bigint;
  /** What lies there, what was only moved, or what was gained or lost. */
  readonly kind: "total" | "moved" | "gain";
  /** How much it is, in words. */
  readonly text: string;
}

interface WaterfallBar {
  /** Where it begins and how wide it is, as CSS has shares of a picture. */
  readonly left: string;
  readonly width: string;
}

interface Waterfall {
  readonly bars: readonly WaterfallBar[];
  /** Where nothing lies. */
  readonly zero: string;
}

/** Bars from the least that a sum comes to on its way to the most, nothing among it. */
export function waterfallBars(steps: readonly Pick<WaterfallStep, "from" | "to">[]): Waterfall {
  // A pixel more or less says nothing.
  const drawn = steps.map(({ from, to }) => [Number(from), Number(to)] as const);
  const [low = 0, high = 0] = extent([0, ...drawn.flat()]);
  const across = (figure: number) => (high === low ? 0 : (figure - low) / (high - low));
  return {
    bars: drawn.map(([from, to]) => ({
      left: part(across(Math.min(from, to))),
      width: part(across(Math.max(from, to)) - across(Math.min(from, to))),
    })),
    zero: part(across(0)),
  };
}
