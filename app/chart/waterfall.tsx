import { cn } from "@/app/ui/cn";
import { waterfallBars, type WaterfallStep } from "./waterfall-bars";

interface WaterfallProps {
  readonly title: string;
  readonly steps: readonly WaterfallStep[];
}

/** How a sum comes about, a bar a step, each beginning where the one before ended. A table beside it says the same. */
export function Waterfall({ title, steps }: WaterfallProps) {
  const { bars, zero } = waterfallBars(steps);
  return (
    <figure role="img" aria-label={`${title}: ${steps.map(({ name, text }) => `${name} ${text}`).join(", ")}`}>
      <div aria-hidden className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs">
        {steps.map((step, at) => (
          <Step key={step.name} step={step} bar={bars[at]} zero={zero} />
        ))}
      </div>
    </figure>
  );
}

interface StepProps {
  readonly step: WaterfallStep;
  readonly bar: ReturnType<typeof waterfallBars>["bars"][number] | undefined;
  readonly zero: string;
}

/** Which way it goes is told by its colour, and by the sign before its name. */
function Step({ step: { name, from, to, kind, text }, bar, zero }: StepProps) {
  const [isMore, isLess] = [kind !== "total" && to > from, kind !== "total" && to < from];
  const look = { total: "bg-accent", moved: "bg-muted", gain: isLess ? "bg-bad" : "bg-good" }[kind];
  return (
    <>
      <span className="flex items-center gap-1.5 py-1.5 whitespace-nowrap text-muted">
        <span className="w-3 text-center font-semibold text-ink">{isMore ? "+" : isLess ? "\u2212" : ""}</span>
        {name}
      </span>
      <span className="relative" title={`${name}: ${text}`}>
        <span className="absolute inset-y-0 border-l border-line" style={{ left: zero }} />
        <span
          className={cn("absolute inset-y-1 rounded-xs", from !== to && ["min-w-0.5", look])}
          style={{ left: bar?.left, width: bar?.width }}
        />
      </span>
    </>
  );
}
