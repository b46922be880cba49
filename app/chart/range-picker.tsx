import type { Route } from "next";
import Link from "next/link";
import { cn } from "@/app/ui/cn";
import { chartRanges } from "@/app/words/chart-ranges";

interface RangePickerProps {
  /** None of them where it is null. */
  readonly chosen: string | null;
  readonly ranges?: readonly { readonly range: string; readonly text: string; readonly name: string }[];
  /** The page that it stands on. */
  readonly pathname: string;
  /** What else stands in its address. */
  readonly query?: Readonly<Record<string, string>>;
}

/** How far back a page or a chart goes: links, so that it works without script, and the address says what is seen. */
export function RangePicker({ chosen, ranges = chartRanges, pathname, query }: RangePickerProps) {
  return (
    <nav aria-label="How far back" className="flex rounded-lg border border-line p-0.5 text-sm">
      {ranges.map(({ range, text, name }) => (
        <Link
          key={range}
          href={`${pathname}?${new URLSearchParams({ ...query, range }).toString()}` as Route}
          scroll={false}
          replace
          prefetch={false}
          aria-label={`Show ${name}`}
          aria-current={range === chosen ? "true" : undefined}
          className={cn(
            "flex min-h-8 items-center rounded-md px-2.5 font-medium whitespace-nowrap",
            range === chosen ? "bg-accent-soft text-accent" : "text-muted hover:text-ink",
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
