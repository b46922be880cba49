const yearFirst =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*(?:Z|UTC|GMT|\+00:?00)?$/i;
const yearLast =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AP]M))?)?\s*(?:Z|UTC|GMT)?$/i;

/** Whether a file's dates have the day first, as far as its dates say. */
export function isDayFirst(dates: readonly string[]): boolean {
  return dates.some((date) => Number(yearLast.exec(date.trim())?.[1] ?? 0) > 12);
}

/**
 * A moment of a file, taken for UTC, in milliseconds since 1970; null for what is none.
 *
 * @param dayFirst of `03/04/2025`; with points the day is always first
 */
export function readMoment(text: string, dayFirst: boolean): number | null {
  const trimmed = text.trim();
  const iso = yearFirst.exec(trimmed);
  if (iso !== null) return momentOf(iso[1], iso[2], iso[3], [iso[4], iso[5], iso[6]], undefined);
  const other = yearLast.exec(trimmed);
  if (other === null) return null;
  const [, first, sign, second, year, hour, minute, secondOfMinute, half] = other;
  const [day, month] = dayFirst || sign === "." ? [first, second] : [second, first];
  return momentOf(year, month, day, [hour, minute, secondOfMinute], half?.toUpperCase());
}

function momentOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  [hour = "0", minute = "0", second = "0"]: (string | undefined)[],
  half: string | undefined,
): number | null {
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "PM" ? 12 : 0);
  const parts = [Number(year), Number(month) - 1, Number(day), hours, Number(minute), Number(second)] as const;
  const date = new Date(Date.UTC(...parts));
  const isReal =
    date.getUTCFullYear() === parts[0] && date.getUTCMonth() === parts[1] && date.getUTCDate() === parts[2];
  return isReal && hours < 24 && Number(minute) < 60 && Number(second) < 60 ? date.getTime() : null;
}
