import type { HistoryAnswer } from "@/lib/contract/history";
import { firstMonth, nextMonth } from "@/lib/rates/instants";

/** Whether each point is known in the currency but those of times at which ada was hardly traded yet: of others it is being fetched. */
export function hasRates(points: Readonly<Pick<HistoryAnswer["points"][number], "at" | "value">[]>): boolean {
  return points.every(({ at, value }) => value !== null || Date.parse(at) < nextMonth(firstMonth));
}
