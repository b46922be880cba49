import { isSearchable } from "@/lib/contract/search-text";
import { dayAfter } from "./calendar-day";
import { isAction, isDirection } from "./action-words";
import type { Action, Direction } from "./action-words";

/** What the address bar of the activity page says. `from` and `to` are days (UTC), both included. */
export interface ActivityFilters {
  readonly wallet?: string;
  readonly unit?: string;
  readonly action?: Action;
  readonly direction?: Direction;
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly spam?: "true" | "false";
  readonly sort?: "oldest";
}

export type RawParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export function firstParam(params: RawParams, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" ? value : value?.[0];
}

/** Reads the filters from a page's search parameters; what makes no sense there is left out. */
export function parseFilters(params: RawParams): ActivityFilters {
  const read = (name: string) => firstParam(params, name)?.trim() ?? "";
  const [wallet, unit, action, direction, q] = [
    read("wallet"),
    read("unit"),
    read("action"),
    read("direction"),
    read("q"),
  ];
  const [from, to, spam] = [read("from"), read("to"), read("spam")];
  return {
    ...(/^[0-9a-f-]{36}$/i.test(wallet) && { wallet }),
    ...(/^(lovelace|[0-9a-f]{56,120})$/.test(unit) && { unit }),
    ...(isAction(action) && { action }),
    ...(isDirection(direction) && { direction }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(isSearchable(q) && { q: q.slice(0, 120) }),
    ...((spam === "true" || spam === "false") && { spam }),
    ...(read("sort") === "oldest" && { sort: "oldest" as const }),
  };
}

/** The database knows no year 0, and the day after the last one would have a year of five digits. */
export function isDay(text: string): boolean {
  return /^(?!0000|9999-12-31)\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The filters as the API takes them: its `to` is exclusive, so the last day becomes the day after it. */
export function apiFilters(filters: ActivityFilters): ActivityFilters {
  return filters.to === undefined ? filters : { ...filters, to: dayAfter(filters.to) };
}

export const filterNames = ["wallet", "unit", "action", "direction", "from", "to", "q", "spam", "sort"] as const;

/** `?wallet=…&q=…`, or the empty string. The order is fixed, so that equal filters give equal addresses. */
export function filterQuery(filters: ActivityFilters): string {
  const params = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** How many filters narrow the list, the wallet of the page's header aside. */
export function filterCount({ wallet: _, sort: __, ...narrowing }: ActivityFilters): number {
  return Object.keys(narrowing).length;
}
