import { cn } from "@/app/ui/cn";
import { figureText, lineValue, pointTime, type ChartPoint, type ChartWords } from "@/app/words/chart-words";

interface ReadOutProps {
  readonly point: ChartPoint;
  readonly words: ChartWords;
}

/** What the crosshair stands on. Who does not see it hears it from the chart itself. */
export function ReadOut({ point, words }: ReadOutProps) {
  return (
    <p aria-hidden className="mb-2 flex min-h-10 flex-wrap items-baseline gap-x-4 text-sm sm:min-h-5">
      <span className="text-muted">{pointTime(point, words)}</span>
      {words.names.map((name, line) => (
        <span key={name} className="whitespace-nowrap">
          <span
            className={cn(
              "mr-1.5 inline-block w-4 border-t-2 align-middle",
              line === 0 ? "border-accent" : "border-dashed border-muted",
            )}
          />
          <span className="text-muted">{name}</span>{" "}
          <span className="font-medium">{figureText(lineValue(point, line), words)}</span>
        </span>
      ))}
    </p>
  );
}
