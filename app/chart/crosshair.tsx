import type { Drawn } from "./drawn";
import { across, down, part, type Span } from "./span";

interface CrosshairProps {
  readonly drawn: Drawn;
  readonly span: Span;
  readonly index: number;
}

/** A line down through all lines of a picture, and a dot on each. */
export function Crosshair({ drawn, span, index }: CrosshairProps) {
  const left = part(across(span, drawn.xs[index] ?? span.right));
  return (
    <>
      <span className="absolute inset-y-0 border-l border-dashed border-muted" style={{ left }} />
      {drawn.lines.map((line, at) => {
        const figure = line[index] ?? null;
        return (
          figure !== null && (
            <span
              key={at}
              className={`absolute size-2 -translate-1/2 rounded-full ${at === 0 ? "bg-accent" : "bg-muted"}`}
              style={{ left, top: part(down(span, figure)) }}
            />
          )
        );
      })}
    </>
  );
}
