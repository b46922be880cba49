import { cn } from "@/app/ui/cn";
import { adaText } from "@/app/words/amount-text";
import type { EpochBar } from "@/app/words/reward-words";

const step = 12;
const barWidth = 9;
const chartHeight = 120;
/** A reward that exists is seen, however small. */
const leastHeight = 2;

/** Rewards by the epoch they were earned in; the table below it says the same in figures. */
export function RewardsChart({ bars }: { readonly bars: readonly EpochBar[] }) {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const best = bars.reduce((most, bar) => (bar.amount > most.amount ? bar : most), first);
  const summary = `Rewards of epochs ${first.epoch} to ${last.epoch}, the largest ${adaText(best.amount)} in epoch ${best.epoch}`;
  const width = bars.length * step;
  return (
    <figure>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${width} ${chartHeight}`}
        preserveAspectRatio="none"
        className="h-32 w-full sm:h-40"
      >
        {bars.map((bar, index) => {
          const height = bar.amount > 0n ? Math.max(leastHeight, (bar.height * chartHeight) / 1000) : 0;
          return (
            <rect
              key={bar.epoch}
              x={index * step + (step - barWidth) / 2}
              y={chartHeight - height}
              width={barWidth}
              height={height}
              className={cn(bar.isUpcoming ? "fill-part-tokens" : "fill-part-rewards")}
            >
              <title>{`Epoch ${bar.epoch}: ${adaText(bar.amount)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption aria-hidden className="mt-1 flex justify-between text-xs text-muted">
        <span>Epoch {first.epoch}</span>
        <span>Largest {adaText(best.amount)}</span>
        <span>Epoch {last.epoch}</span>
      </figcaption>
    </figure>
  );
}
