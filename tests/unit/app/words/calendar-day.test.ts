import { expect, it } from "vitest";
import { dayAfter } from "@/app/words/calendar-day";

it("goes over the ends of months, years and February", () => {
  expect(["2026-02-28", "2028-02-28", "2026-12-31", "2026-03-29"].map(dayAfter)).toEqual([
    "2026-03-01",
    "2028-02-29",
    "2027-01-01",
    "2026-03-30",
  ]);
});
