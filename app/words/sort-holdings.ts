import { parseAmount } from "@/lib/cardano/amount";
import type { Holding } from "@/lib/contract/holdings";
import { firstParam, type RawParams } from "./activity-filters";
import { assetLabel } from "./asset-label";

/** What holdings are sorted by, the largest first; names begin with A. */
const holdingSorts = ["name", "price", "change", "amount", "value"] as const;
export type HoldingSort = (typeof holdingSorts)[number];

export interface HoldingOrder {
  readonly sort: HoldingSort;
  /** The other way round. */
  readonly isTurned: boolean;
}

/** The order that the page's address asks for, as `?sort=price` or `?sort=-price`; by value where it asks for none. */
export function readHoldingOrder(params: RawParams): HoldingOrder {
  const asked = firstParam(params, "sort") ?? "";
  const sort = holdingSorts.find((each) => each === asked.replace(/^-/, ""));
  return sort === undefined ? { sort: "value", isTurned: false } : { sort, isTurned: asked.startsWith("-") };
}

/** What the address says when somebody chooses a column: the one that is sorted by is turned. */
export function orderParam(sort: HoldingSort, now: HoldingOrder): string {
  return sort === now.sort && !now.isTurned ? `-${sort}` : sort;
}

/** As a screen reader is told of a column's order; null for one that is not sorted by. */
export function ariaSort(sort: HoldingSort, now: HoldingOrder): "ascending" | "descending" | undefined {
  if (sort !== now.sort) return undefined;
  return (sort === "name") === now.isTurned ? "descending" : "ascending";
}

/** What is not known comes last, whichever way round. */
export function sortHoldings(holdings: readonly Holding[], { sort, isTurned }: HoldingOrder): Holding[] {
  const turn = isTurned ? -1 : 1;
  if (sort === "name") {
    const names = new Map(holdings.map((holding) => [holding, assetLabel(holding).short.toLowerCase()]));
    return holdings.toSorted((a, b) => turn * compare(names.get(a) ?? "", names.get(b) ?? ""));
  }
  const figures = new Map(holdings.map((holding) => [holding, figureOf(holding, sort)]));
  return holdings.toSorted((a, b) => {
    const [left, right] = [figures.get(a) ?? null, figures.get(b) ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return turn * compare(right, left);
  });
}

function figureOf({ price, value, change24h, displayQuantity }: Holding, sort: Exclude<HoldingSort, "name">) {
  const text = { price, value, change: change24h, amount: displayQuantity }[sort];
  return text === null ? null : parseAmount(text, mostDecimals);
}

/** More than any token counts, or any price has. */
const mostDecimals = 255;

const compare = <T extends string | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
