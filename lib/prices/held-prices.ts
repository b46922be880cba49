import type Fraction from "fraction.js";
import type { Unit } from "@/lib/cardano/brand";
import type { AskedFor, WantedRow } from "@/lib/prices/wanted-store";
import { dateOf, dayMs, firstMonth, floorTo } from "@/lib/rates/instants";

/** A chart needs a price so often, for between two that are further apart than a month none is told; the same days for everybody. */
export const chartStepMs = 28 * dayMs;
/** What changed is told since so many days ago. */
const changeDays = [1, 7, 30, 365] as const;
/** Of a wallet: those of what was worth least are left out. */
export const heldPricesAtMost = 1_000;

/** A beginning of a UTC day of which prices are asked for. */
export interface HeldInstant {
  /** ms since the epoch. */
  readonly at: number;
  readonly askedFor: Exclude<AskedFor, "movement">;
}

/** A wallet's unit over time. */
export interface HeldUnit {
  readonly unit: Unit;
  /** Lovelace for one smallest part, the most that is known of. */
  readonly price: Fraction;
  /** What was held at each of the instants. */
  readonly balances: readonly bigint[];
  /** UTC days of which a movement asks for the price: `2021-09-02`. */
  readonly movedOn: ReadonlySet<string>;
}

/** When prices of what was held are asked for, in the order of time; nothing that a rollback may still reach. */
export function heldInstants(nowMs: number): HeldInstant[] {
  const changes = changeDays.map((days) => floorTo(dayMs, nowMs - days * dayMs));
  const charts: number[] = [];
  for (let at = floorTo(chartStepMs, firstMonth); at <= nowMs - dayMs; at += chartStepMs)
    if (!changes.includes(at)) charts.push(at);
  return [
    ...changes.map((at) => ({ at, askedFor: "change" }) as const),
    ...charts.map((at) => ({ at, askedFor: "chart" }) as const),
  ].toSorted((a, b) => a.at - b.at);
}

/**
 * Which prices are asked for between movements: of what was held at the instants, but on days that have one anyway. Those for
 * changes come first, then what was worth most.
 *
 * @param heights one for each instant, at or past it; null where nothing was known of the chain by then
 */
export function heldPrices(
  units: readonly HeldUnit[],
  instants: readonly HeldInstant[],
  heights: readonly (number | null)[],
): WantedRow[] {
  const rows = units.flatMap(({ unit, price, balances, movedOn }) =>
    instants.flatMap(({ at, askedFor }, index): WantedRow[] => {
      const [quantity, height] = [balances[index] ?? 0n, heights[index] ?? null];
      const value = price.mul(quantity).floor().n;
      if (quantity <= 0n || value === 0n || height === null || movedOn.has(dateOf(at))) return [];
      return [{ unit, at: new Date(at), height, quantity, value, askedFor }];
    }),
  );
  return rows.toSorted(firstAsked).slice(0, heldPricesAtMost);
}

function firstAsked(a: WantedRow, b: WantedRow): number {
  if (a.askedFor !== b.askedFor) return a.askedFor === "change" ? -1 : 1;
  if (a.value !== b.value) return a.value > b.value ? -1 : 1;
  return a.unit === b.unit ? b.at.getTime() - a.at.getTime() : a.unit < b.unit ? -1 : 1;
}
