import { expect, it } from "vitest";
import { dayAfter, dayBefore } from "@/app/words/calendar-day";

it("goes over the ends of months, years and February", () => {
  expect(["2026-02-28", "2028-02-28", "2026-12-31", "2026-03-29"].map(dayAfter)).toEqual([
    "2026-03-01",
    "2028-02-29",
    "2027-01-01",
    "2026-03-30",
  ]);
});

it("finds the last day before a moment", () => {
  expect(["2026-01-01T00:00:00.000Z", "2028-03-01T00:00:00Z", "2026-04-06"].map(dayBefore)).toEqual([
    "2025-12-31",
    "2028-02-29",
    "2026-04-05",
  ]);
});
