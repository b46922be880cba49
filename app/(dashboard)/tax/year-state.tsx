import { Lock } from "lucide-react";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { yearStart } from "@/lib/gains/tax-years";
import { Badge } from "@/app/ui/badge";
import { Button } from "@/app/ui/button";
import { openInYearText } from "@/app/words/tax-checks";
import type { TaxPlace } from "@/app/words/tax-place";
import { taxYearName } from "@/app/words/tax-year";
import { dayText } from "@/app/words/time-text";
import { PlaceFields } from "./place-fields";

interface YearStateProps {
  readonly settings: AccountingSettings;
  readonly year: number;
  readonly place: TaxPlace;
  readonly nowMs: number;
  /** Of the year, or of the one wallet that the page is of. */
  readonly openCount: number;
}

/** Whether a year was filed, and the one button that says that it was, or that it was not. */
export function YearState({ settings, year, place, nowMs, openCount }: YearStateProps) {
  const [name, end] = [taxYearName(settings, year), yearStart(settings, year + 1)];
  const open = openInYearText(openCount, place.wallet !== undefined);
  const isClosed = settings.closedYears.includes(year);
  if (!isClosed && end > nowMs)
    return (
      <p className="text-sm text-muted print:hidden">
        {name} is not over: it can be closed from {dayText(new Date(end).toISOString())} on.
      </p>
    );
  return (
    <form method="post" action="/forms/accounting" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <PlaceFields place={place} />
      <input type="hidden" name="of" value={year} />
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
        {isClosed ? (
          <>
            <Badge tone="good">
              <Lock aria-hidden />
              Closed
            </Badge>
            No setting that would change {name} or a year before it is taken. {open}
          </>
        ) : (
          <span className="print:hidden">
            Filed {name}? Close it, so that no setting changes it by mistake. {open}
          </span>
        )}
      </p>
      <Button type="submit" size="small" name="do" value={isClosed ? "open" : "close"} className="print:hidden">
        {isClosed ? `Open ${name} again` : `Close ${name}`}
      </Button>
    </form>
  );
}
