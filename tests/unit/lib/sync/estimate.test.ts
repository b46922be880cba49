import { describe, expect, it } from "vitest";
import type { Pace } from "@/lib/budget/budget";
import { estimateSeconds } from "@/lib/sync/plan";

const noon = new Date("2026-05-03T12:00:00Z");
const alone: Pace = { callsAtOnce: 400, callsPerSecond: 10, callsToday: 25_000, callsADay: 37_500 };
/** Sixteen large wallets at once. */
const among: Pace = { callsAtOnce: 0, callsPerSecond: 0.625, callsToday: 2_500, callsADay: 2_500 };
const estimate = (remaining: number, pace: Pace | null, resumesAt: Date | null = null, callLatencyMs = 200) =>
  estimateSeconds({ remaining, callLatencyMs, pace, resumesAt, now: noon });

describe("how long the rest of a sync takes", () => {
  it("is the calls' own time, side by side, where there is plenty of calls", () => {
    expect([estimate(80, alone), estimate(80, alone, null, 1_000), estimate(80, null)]).toEqual([2, 9, 2]);
  });

  it("is what the account's own rate takes, and not the nominal one, where many share it", () => {
    expect([estimate(1_000, alone), estimate(1_000, among)]).toEqual([61, 1_613]);
  });

  it("counts what comes in during an announced wait once", () => {
    expect(estimate(1_000, { ...alone, callsAtOnce: 0 }, new Date("2026-05-03T12:00:15Z"))).toBe(101);
    expect(estimate(1, alone, new Date("2026-05-03T12:00:15Z"))).toBe(16);
  });

  it("goes on at 00:00 UTC with what today's calls do not suffice for", () => {
    const hours = (seconds: number) => seconds / 3_600;
    expect(hours(estimate(2_600 - 8, { ...among, callsPerSecond: 10 }))).toBeCloseTo(12 + 10 / 3_600, 3);
    const spent = { ...among, callsToday: 0, callsPerSecond: 10 };
    expect(hours(estimate(2_500 - 8, spent, new Date("2026-05-04T00:00:01Z")))).toBeCloseTo(12 + 251 / 3_600, 3);
  });

  it("tells the days that a whale takes", () => {
    const days = estimate(50_000 - 8, { ...among, callsPerSecond: 10 }) / 86_400;
    expect(days).toBeGreaterThan(18.5);
    expect(days).toBeLessThan(18.6);
  });
});
