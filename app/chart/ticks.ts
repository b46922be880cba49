const dayMs = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const clock = format({ hour: "2-digit", minute: "2-digit" });
const dayAndMonth = format({ day: "numeric", month: "short" });
const monthAndYear = format({ month: "short", year: "numeric" });

/** Words below a chart, as fine as its moments lie: `14:00` and `6 Nov` at midnight, `3 May`, `May 2026`. */
export function timeTicks(moments: readonly Date[]): string[] {
  const areMonths = moments.every((date) => isMidnight(date) && date.getUTCDate() === 1);
  return moments.map((date) => {
    if (areMonths) return monthAndYear.format(date);
    return (isMidnight(date) ? dayAndMonth : clock).format(date);
  });
}

const isMidnight = (date: Date): boolean => date.getTime() % dayMs === 0;

const mostDecimals = 12;
const shortFrom = 1_000_000;

/** Figures beside a chart, with as many digits as tell one from the next: `1.25`, `12,500`, `1.5M`. */
export function figureTicks(figures: readonly number[], step: number): string[] {
  const largest = Math.max(...figures.map(Math.abs));
  const digits =
    largest >= shortFrom
      ? ({ notation: "compact", maximumSignificantDigits: magnitude(largest) - magnitude(step) + 2 } as const)
      : { maximumFractionDigits: Math.min(mostDecimals, Math.max(0, 1 - magnitude(step))) };
  const text = new Intl.NumberFormat("en", digits);
  return figures.map((figure) => text.format(figure).replace("-", "\u2212"));
}

/** Of a positive number: 3 of some thousands, −1 of some tenths. */
const magnitude = (figure: number): number => Math.floor(Math.log10(figure) + 1e-9);
