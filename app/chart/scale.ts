import { extent, nice, ticks, tickStep } from "d3-array";
import { utcTicks } from "d3-time";
import type { Drawn } from "./drawn";
import type { Span } from "./span";

/** A span with where its axes are marked: at round figures, and at round hours, days, months or years of UTC. */
export interface Scale extends Span {
  readonly figures: readonly number[];
  /** How far apart they are. */
  readonly figureStep: number;
  readonly times: readonly Date[];
}

const aboutFigures = 4;
const aboutTimes = 7;

/** As far as the lines reach, with room around one that never moves: it lies in the middle. */
export function spanOf({ xs, lines }: Drawn): Span {
  const [left = 0, right = 0] = extent(xs);
  const [least = 0, most = 0] = extent(lines.flat(), (figure) => figure);
  const room = least === most ? Math.abs(least) / 10 || 1 : 0;
  return { left, right, low: least - room, high: most + room };
}

/** The same, from round figure to round figure. */
export function scaleOf(drawn: Drawn): Scale {
  const span = spanOf(drawn);
  const [low, high] = nice(span.low, span.high, aboutFigures);
  return {
    ...span,
    low,
    high,
    figures: ticks(low, high, aboutFigures),
    figureStep: tickStep(low, high, aboutFigures),
    times: utcTicks(new Date(span.left * 1000), new Date(span.right * 1000), aboutTimes),
  };
}
