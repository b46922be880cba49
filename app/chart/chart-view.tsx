"use client";
import { bisectCenter } from "d3-array";
import { useId, useState, useSyncExternalStore, type PointerEvent, type ReactNode } from "react";
import { pointText, type ChartPoint, type ChartWords } from "@/app/words/chart-words";
import { ChartTable } from "./chart-table";
import { Crosshair } from "./crosshair";
import { drawnOf } from "./drawn";
import { ReadOut } from "./read-out";
import type { Span } from "./span";
import { stepTo } from "./step-to";

/** The lines as they were drawn. */
interface Picture {
  readonly span: Span;
  /** The figures beside the lines. */
  readonly axis: ReactNode;
  readonly lines: ReactNode;
}

interface ChartViewProps {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly words: ChartWords;
  /** All of it in words, for who does not see it. */
  readonly summary: string;
  /** Null where there is too little to draw. */
  readonly picture: Picture | null;
}

/** A picture with a crosshair for mouse, finger and arrow keys, a description, and the same as a table. */
export function ChartView({ title, points, words, summary, picture }: ChartViewProps) {
  const [isTable, setIsTable] = useState(false);
  const summaryId = useId();
  return (
    <figure aria-label={title} className="min-w-0">
      {!isTable && picture !== null && (
        <Plot title={title} points={points} words={words} picture={picture} summaryId={summaryId} />
      )}
      {picture === null && (
        <p className="py-10 text-center text-sm text-muted">There is too little to draw a line of yet.</p>
      )}
      <figcaption id={summaryId} className="sr-only">
        {summary}
      </figcaption>
      {isTable && <ChartTable title={title} points={points} words={words} />}
      <button
        type="button"
        aria-pressed={isTable}
        onClick={() => setIsTable(!isTable)}
        className="mt-2 min-h-8 text-sm font-medium text-accent hover:underline noscript:hidden"
      >
        {isTable ? "Show as a chart" : "Show as a table"}
      </button>
      <noscript>
        <details className="mt-2">
          <summary className="text-sm font-medium">As a table</summary>
          <ChartTable title={title} points={points} words={words} />
        </details>
      </noscript>
    </figure>
  );
}

interface PlotProps extends Pick<ChartViewProps, "title" | "points" | "words"> {
  readonly picture: Picture;
  readonly summaryId: string;
}

const never = () => () => undefined;
const isTrue = () => true;
const isFalse = () => false;

function Plot({ title, points, words, picture: { span, axis, lines }, summaryId }: PlotProps) {
  // Without script it is a picture, and no slider.
  const isLive = useSyncExternalStore(never, isTrue, isFalse);
  const [index, setIndex] = useState<number | null>(null);
  const drawn = drawnOf(points, words.names.length);
  const last = points.length - 1;
  const shown = points[index ?? last] ?? points[last];
  const slider = {
    role: "slider",
    tabIndex: 0,
    "aria-valuemin": 0,
    "aria-valuemax": last,
    "aria-valuenow": index ?? last,
    "aria-valuetext": shown === undefined ? "" : pointText(shown, words),
  } as const;

  function follow({ currentTarget, clientX }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect();
    setIndex(bisectCenter(drawn.xs, span.left + ((clientX - left) / width) * (span.right - span.left)));
  }

  return (
    <>
      {shown !== undefined && <ReadOut point={shown} words={words} />}
      <div
        aria-label={title}
        aria-describedby={summaryId}
        {...(isLive ? slider : { role: "img" })}
        onKeyDown={(event) => {
          const next = stepTo(event.key, index ?? last, last);
          if (next === null) return;
          event.preventDefault();
          setIndex(next);
        }}
        onBlur={() => setIndex(null)}
        className="h-56 w-full rounded-lg sm:h-72"
      >
        <div aria-hidden className="flex size-full pt-3 pb-7 text-xs text-muted">
          {axis}
          <div
            className="relative min-w-0 flex-1 touch-pan-y"
            onPointerDown={follow}
            onPointerMove={follow}
            onPointerLeave={({ pointerType }) => pointerType === "mouse" && setIndex(null)}
          >
            {lines}
            {index !== null && <Crosshair drawn={drawn} span={span} index={index} />}
          </div>
        </div>
      </div>
    </>
  );
}
