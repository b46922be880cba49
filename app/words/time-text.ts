const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const absolute = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const dayOnly = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `3 May 2026, 12:03 UTC` */
export function absoluteTime(iso: string): string {
  return `${absolute.format(new Date(iso))} UTC`;
}

/** `3 May 2026`, the day in UTC. */
export function dayText(iso: string): string {
  return dayOnly.format(new Date(iso));
}

/** `12:03:20` in the reader's own time zone; call it in the browser only. */
export function clockText(iso: string): string {
  return clock.format(new Date(iso));
}

/** `just now`, `4 min ago`, `3 h ago`, `12 days ago`, then the day. A time slightly ahead of our clock counts as now. */
export function relativeTime(iso: string, nowMs: number): string {
  const seconds = Math.floor((nowMs - Date.parse(iso)) / 1000);
  if (seconds < minute) return "just now";
  if (seconds < hour) return `${Math.floor(seconds / minute)} min ago`;
  if (seconds < day) return `${Math.floor(seconds / hour)} h ago`;
  const days = Math.floor(seconds / day);
  if (days === 1) return "yesterday";
  return days <= 30 ? `${days} days ago` : dayText(iso);
}

/** `less than 5 s`, `about 40 s`, `about 3 min`, `about 2 h`: what is left, without false precision. */
export function durationText(seconds: number): string {
  if (seconds < 5) return "less than 5 s";
  if (seconds < minute) return `about ${Math.ceil(seconds / 5) * 5} s`;
  if (seconds < hour) return `about ${Math.ceil(seconds / minute)} min`;
  return `about ${Math.ceil(seconds / hour)} h`;
}

/** `40 s`, `3 min 20 s`, `2 h 5 min`, `3 days 4 h`: a time that passed, in its two largest units. */
export function spanText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < minute) return `${whole} s`;
  if (whole < hour) return twoUnits(whole, minute, "min", 1, "s");
  if (whole < day) return twoUnits(whole, hour, "h", minute, "min");
  return twoUnits(whole, day, whole < 2 * day ? "day" : "days", hour, "h");
}

function twoUnits(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}
