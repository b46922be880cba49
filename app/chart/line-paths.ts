import { area, line } from "d3-shape";
import type { Drawn } from "./drawn";
import { across, down, type Span } from "./span";

export const width = 1000;
export const height = 300;

interface LinePath {
  readonly line: string;
  /** All below it. */
  readonly area: string;
}

type Point = readonly [x: number, y: number | null];

/** Paths in a picture of `width` by `height`, with a gap where nothing is known. */
export function linePaths({ xs, lines }: Drawn, span: Span): LinePath[] {
  const isKnown = ([, y]: Point) => y !== null;
  const x = ([seconds]: Point) => across(span, seconds) * width;
  const y = ([, figure]: Point) => down(span, figure ?? 0) * height;
  const lineOf = line<Point>(x, y).defined(isKnown).digits(1);
  const areaOf = area<Point>(x, height, y).defined(isKnown).digits(1);
  return lines.map((figures) => {
    const points = xs.map((seconds, at): Point => [seconds, figures[at] ?? null]);
    return { line: lineOf(points) ?? "", area: areaOf(points) ?? "" };
  });
}
