import { chartSummary, type ChartPoint, type ChartWords } from "@/app/words/chart-words";
import { ChartView } from "./chart-view";
import { drawnOf } from "./drawn";
import { FigureAxis, Picture } from "./picture";
import { scaleOf } from "./scale";

interface TimeChartProps {
  /** What it shows, as a name. */
  readonly title: string;
  /** In the order of time. */
  readonly points: readonly ChartPoint[];
  readonly words: ChartWords;
}

/** Values over time, drawn where the page is made: a browser gets the picture, and no code that draws. */
export function TimeChart({ title, points, words }: TimeChartProps) {
  const drawn = drawnOf(points, words.names.length);
  const isKnown = drawn.lines.some((line) => line.filter((y) => y !== null).length > 1);
  const view = { title, points, words, summary: chartSummary(points, words) };
  if (!isKnown) return <ChartView {...view} picture={null} />;
  const scale = scaleOf(drawn);
  const { left, right, low, high } = scale;
  const picture = {
    span: { left, right, low, high },
    axis: <FigureAxis scale={scale} />,
    lines: <Picture drawn={drawn} scale={scale} />,
  };
  return <ChartView {...view} picture={picture} />;
}
