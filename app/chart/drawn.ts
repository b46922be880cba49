import { lineValue, type ChartPoint } from "@/app/words/chart-words";

/** Lines as numbers for drawing, where a pixel more or less says nothing; figures are told by the text that came. */
export interface Drawn {
  /** Seconds since 1970. */
  readonly xs: readonly number[];
  readonly lines: readonly (readonly (number | null)[])[];
}

export function drawnOf(points: readonly ChartPoint[], lineCount: number): Drawn {
  return {
    xs: points.map(({ at }) => Date.parse(at) / 1000),
    lines: Array.from({ length: lineCount }, (_, line) =>
      points.map((point) => {
        const value = lineValue(point, line);
        return value === null ? null : Number.parseFloat(value);
      }),
    ),
  };
}
