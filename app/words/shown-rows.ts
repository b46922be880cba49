import { firstParam, type RawParams } from "./activity-filters";
import { countOf } from "./amount-text";

const most = 100_000;

/** How many rows of each list a page shows, as `?show=` in its address asks; never fewer than `least`. */
export function shownRows(params: RawParams, least: number): number {
  const wanted = Number.parseInt(firstParam(params, "show") ?? "", 10);
  return Number.isFinite(wanted) ? Math.max(least, Math.min(wanted, most)) : least;
}

/** `Show more, 12 left` */
export const showMoreText = (left: number) => `Show more, ${countOf(left)} left`;
