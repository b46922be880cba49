import type { Drawn } from "./drawn";
import { height, linePaths, width } from "./line-paths";
import type { Span } from "./span";

interface LinesProps {
  readonly drawn: Drawn;
  readonly span: Span;
  /** With a tint below the first. */
  readonly isFilled?: boolean;
}

/** Lines as large as what they stand in: the first whole, others dashed. */
export function Lines({ drawn, span, isFilled = false }: LinesProps) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {linePaths(drawn, span).map(({ line, area }, at) => (
        <g key={at}>
          {isFilled && at === 0 && <path d={area} className="fill-accent" fillOpacity={0.1} />}
          <path
            d={line}
            fill="none"
            // A moment that stands alone is a dot.
            strokeLinecap="round"
            strokeWidth={at === 0 ? 2 : 1.5}
            strokeDasharray={at === 0 ? undefined : "6 4"}
            vectorEffect="non-scaling-stroke"
            className={at === 0 ? "stroke-accent" : "stroke-muted"}
          />
        </g>
      ))}
    </svg>
  );
}
