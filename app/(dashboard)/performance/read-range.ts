import { readSettings } from "@/lib/gains/settings-store";
import { yearOf, yearStart } from "@/lib/gains/tax-years";
import { rangeTimes, rangeTrouble, type AskedRange, type RangeTimes } from "@/app/words/performance-range";

/** A range by its times, or why it cannot be told. */
type ReadRange = { readonly trouble: string } | { readonly times: RangeTimes };

/** What the address asks for, as of now and by the person's own tax year. */
export async function readRange(userId: string, asked: AskedRange): Promise<ReadRange> {
  const nowMs = Date.now();
  const trouble = rangeTrouble(asked, nowMs);
  if (trouble !== null) return { trouble };
  const settings = await readSettings(userId);
  const taxYearStartMs = yearStart(settings, yearOf(settings, nowMs));
  return { times: rangeTimes(asked, { nowMs, taxYearStartMs }) };
}
