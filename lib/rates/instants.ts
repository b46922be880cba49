import type { Grain } from "@/lib/contract/rates";

/** Instants are milliseconds since 1970, UTC; a close is named by the instant at which its hour or day ended. */
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
export const lengthMs = { hour: hourMs, day: dayMs } as const satisfies Record<Grain, number>;

/** The month in which ada was first traded: before it nothing is asked for. */
export const firstMonth = Date.UTC(2017, 9, 1);

/** How old the close may be that stands in for one that is missing, and a currency's rate. */
export const oldestMs = 31 * dayMs;

export const floorTo = (length: number, at: number): number => Math.floor(at / length) * length;

/** The last millisecond of an instant's UTC day. */
export const dayEndOf = (at: number): number => floorTo(dayMs, at) + dayMs - 1;

export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

export function nextMonth(month: number): number {
  const date = new Date(month);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * Which close answers for an instant: the last full hour's, for a chart the whole UTC day's. A day that is not over, and what
 * lies ahead, is answered for by the last full hour.
 */
export function wantedClose(at: number, grain: Grain, now: number): number {
  const day = floorTo(dayMs, at) + dayMs;
  return grain === "day" && day <= now ? day : floorTo(hourMs, Math.min(grain === "day" ? now : at, now));
}

/** `2021-09-02` */
export function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
