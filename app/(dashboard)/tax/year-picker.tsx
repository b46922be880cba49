import type { Route } from "next";
import { Lock } from "lucide-react";
import Link from "next/link";
import type { AccountingAnswer } from "@/lib/contract/accounting";
import { cn } from "@/app/ui/cn";
import { taxYearPath, type TaxPlace } from "@/app/words/tax-place";
import { taxYearChoices, taxYearName } from "@/app/words/tax-year";

interface YearPickerProps {
  readonly whole: AccountingAnswer;
  readonly place: TaxPlace;
  readonly chosen: number | "all";
  readonly thisYear: number;
}

/** Years as links, so that the address says which one is seen. */
export function YearPicker({ whole, place, chosen, thisYear }: YearPickerProps) {
  const { settings } = whole;
  const years = taxYearChoices(whole, thisYear).map((year) => ({ year, text: taxYearName(settings, year) }));
  return (
    <nav aria-label="Tax year" className="mb-4 overflow-x-auto print:hidden">
      <ul className="flex w-max gap-1 rounded-lg border border-line bg-surface p-0.5 text-sm">
        {[...years, { year: "all" as const, text: "All years" }].map(({ year, text }) => (
          <li key={year}>
            <Link
              href={taxYearPath(place, year) as Route}
              prefetch={false}
              aria-current={year === chosen ? "page" : undefined}
              className={cn(
                "flex min-h-8 items-center gap-1 rounded-md px-2.5 font-medium",
                year === chosen ? "bg-accent-soft text-accent" : "text-muted hover:text-ink",
              )}
            >
              {text}
              {year !== "all" && settings.closedYears.includes(year) && (
                <>
                  <Lock aria-hidden className="size-3.5" />
                  <span className="sr-only">closed</span>
                </>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
