import { firstParam, isDay, type RawParams } from "./activity-filters";
import { dayAfter } from "./calendar-day";
import { dayText } from "./time-text";

/** What the performance page offers by name. */
export const performanceRanges = [
  { range: "30d", text: "30 days", name: "the last 30 days" },
  { range: "tax-year", text: "Tax year", name: "this tax year" },
  { range: "1y", text: "1 year", name: "1 year back" },
  { range: "all", text: "All", name: "all of the time" },
] as const;
type NamedRange = (typeof performanceRanges)[number]["range"];

/** What the address of the page asks for: a range by its name, or days (UTC), both included, of which one may be left open. */
export type AskedRange =
  | { readonly range: NamedRange }
  | { readonly range: null; readonly from?: string | undefined; readonly to?: string | undefined };

/** Reads it; what makes no sense there is left out. */
export function readAskedRange(params: RawParams): AskedRange {
  const [from, to] = [readDay(params, "from"), readDay(params, "to")];
  if (from !== undefined || to !== undefined) return { range: null, from, to };
  const asked = firstParam(params, "range");
  return { range: performanceRanges.find(({ range }) => range === asked)?.range ?? "1y" };
}

function readDay(params: RawParams, name: string): string | undefined {
  const day = firstParam(params, name)?.trim() ?? "";
  return isDay(day) ? day : undefined;
}

/** The page's address for a range and a wallet. */
export function performancePath(asked: AskedRange, wallet: string | undefined): string {
  const params = new URLSearchParams(wallet === undefined ? {} : { wallet });
  if (asked.range !== null) params.set("range", asked.range);
  else
    for (const name of ["from", "to"] as const) {
      const day = asked[name];
      if (day !== undefined) params.set(name, day);
    }
  const text = params.toString();
  return text === "" ? "/performance" : `/performance?${text}`;
}

/** Why a range cannot be told, for the person who asked for it; null where it can. */
export function rangeTrouble(asked: AskedRange, nowMs: number): string | null {
  if (asked.range !== null) return null;
  const { from, to } = asked;
  if (from !== undefined && to !== undefined && to < from) return "The last day lies before the first.";
  if (from !== undefined && Date.parse(from) > nowMs) return "The first day has not come yet.";
  return null;
}

export interface RangeTimes {
  /** ISO 8601; without one it begins with the first transaction. */
  readonly from?: string;
  /** The moment after its end; without one it ends now. */
  readonly to?: string;
}

const dayMs = 86_400_000;
const namedDays = { "30d": 30, "1y": 365 } as const;

/** The same as the API takes it. */
export function rangeTimes(asked: AskedRange, { nowMs, taxYearStartMs }: RangeTerms): RangeTimes {
  if (asked.range === null) {
    const { from, to } = asked;
    const until = to === undefined ? undefined : dayAfter(to);
    const isOver = until !== undefined && Date.parse(until) < nowMs;
    return { ...(from !== undefined && { from }), ...(isOver && { to: until }) };
  }
  if (asked.range === "all") return {};
  const fromMs = asked.range === "tax-year" ? taxYearStartMs : nowMs - namedDays[asked.range] * dayMs;
  return { from: new Date(fromMs).toISOString() };
}

interface RangeTerms {
  readonly nowMs: number;
  /** When the tax year began in which `nowMs` lies. */
  readonly taxYearStartMs: number;
}

/** How many days back from now a range goes that was told, the first one whole; null for all of the time, undefined where it does not end now. */
export function daysBack(times: RangeTimes, told: Required<RangeTimes>): number | null | undefined {
  if (times.to !== undefined) return undefined;
  return times.from === undefined
    ? null
    : Math.max(1, Math.ceil((Date.parse(told.to) - Date.parse(told.from)) / dayMs));
}

/** `1 January 2026 to 31 March 2026`, both included, of a range whose end is the moment after it. */
export function rangeText({ from, to }: Required<RangeTimes>): string {
  const last = new Date(Math.max(Date.parse(from), Date.parse(to) - 1)).toISOString();
  const [first, until] = [dayText(from), dayText(last)];
  return first === until ? first : `${first} to ${until}`;
}
