import { firstParam, type RawParams } from "./activity-filters";

/** How far back a chart goes, and what that is called. */
export const chartRanges = [
  { range: "24h", text: "24 h", name: "the last 24 hours", days: 1 },
  { range: "7d", text: "7 d", name: "the last 7 days", days: 7 },
  { range: "30d", text: "30 d", name: "the last 30 days", days: 30 },
  { range: "1y", text: "1 y", name: "the last year", days: 365 },
  { range: "all", text: "All", name: "all of the time", days: null },
] as const;
export type ChartRange = (typeof chartRanges)[number]["range"];

/** The range that the page's address asks for. */
export function readRange(params: RawParams, otherwise: ChartRange): ChartRange {
  const asked = firstParam(params, "range");
  return chartRanges.find(({ range }) => range === asked)?.range ?? otherwise;
}
