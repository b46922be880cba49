import { readSettings } from "@/lib/gains/settings-store";
import { yearOf, yearStart } from "@/lib/gains/tax-years";
import { daysBack, rangeTimes, rangeTrouble, type AskedRange, type RangeTimes } from "@/app/words/performance-range";

/** A range by its times, and how many days back from now it goes, as `daysBack` has it; or why it cannot be told. */
type ReadRange =
  { readonly trouble: string } | { readonly times: RangeTimes; readonly days: ReturnType<typeof daysBack> };

/** What the address asks for, as of now and by the person's own tax year. */
export async function readRange(userId: string, asked: AskedRange): Promise<ReadRange> {
  const nowMs = Date.now();
  const trouble = rangeTrouble(asked, nowMs);
  if (trouble !== null) return { trouble };
  const settings = await readSettings(userId);
  const times = rangeTimes(asked, { nowMs, taxYearStartMs: yearStart(settings, yearOf(settings, nowMs)) });
  return { times, days: daysBack(times, nowMs) };
}
