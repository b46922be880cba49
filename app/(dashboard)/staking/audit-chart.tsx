import { cn } from "@/app/ui/cn";
import { adaText } from "@/app/words/amount-text";
import { verdictText, type AuditBar } from "@/app/words/audit-words";

const step = 12;
const [expectedWidth, receivedWidth] = [10, 5];
const chartHeight = 120;
/** A reward that exists is seen, however small. */
const leastHeight = 2;

const pixels = (thousandths: number, amount: bigint) =>
  amount > 0n ? Math.max(leastHeight, (thousandths * chartHeight) / 1000) : 0;

/** What was expected, wide, and in front of it what was received; the table below it says the same in figures. */
export function AuditChart({ bars }: { readonly bars: readonly AuditBar[] }) {
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <figure>
      <svg
        role="img"
        aria-label={`Rewards expected and received in epochs ${first.epoch} to ${last.epoch}`}
        viewBox={`0 0 ${bars.length * step} ${chartHeight}`}
        preserveAspectRatio="none"
        className="h-28 w-full sm:h-36"
      >
        {bars.map((bar, index) => (
          <Bar key={bar.epoch} bar={bar} middle={(index + 0.5) * step} />
        ))}
      </svg>
      <figcaption className="mt-1 text-xs text-muted">
        <span className="flex justify-between">
          <span>Epoch {first.epoch}</span>
          <span>Epoch {last.epoch}</span>
        </span>
        <span className="mt-1 flex flex-wrap gap-x-3">
          <Mark look="bg-line" text="Expected" />
          <Mark look="bg-part-rewards" text="Received" />
          <Mark look="bg-bad" text="Needs a look" />
        </span>
      </figcaption>
    </figure>
  );
}

function Bar({ bar, middle }: { readonly bar: AuditBar; readonly middle: number }) {
  const { epoch, verdict, expected, received, expectedHeight, receivedHeight } = bar;
  const isOdd = verdict !== "as_expected" && verdict !== "none_due" && verdict !== "unknown";
  const wide = expectedHeight === null ? 0 : pixels(expectedHeight, expected ?? 0n);
  const narrow = pixels(receivedHeight, received);
  return (
    <g>
      <title>
        {`Epoch ${epoch}: ${expected === null ? "not known what to expect" : `expected ${adaText(expected)}`}, received ${adaText(received)}. ${verdictText({ verdict, reason: null })}`}
      </title>
      <rect
        x={middle - expectedWidth / 2}
        y={chartHeight - wide}
        width={expectedWidth}
        height={wide}
        className={isOdd && received === 0n ? "fill-bad" : "fill-line"}
      />
      <rect
        x={middle - receivedWidth / 2}
        y={chartHeight - narrow}
        width={receivedWidth}
        height={narrow}
        className={isOdd ? "fill-bad" : "fill-part-rewards"}
      />
    </g>
  );
}

function Mark({ look, text }: { readonly look: string; readonly text: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      <span aria-hidden className={cn("size-2.5 rounded-sm", look)} />
      {text}
    </span>
  );
}
