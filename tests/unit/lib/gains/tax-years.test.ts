import { expect, test } from "vitest";
import { defaultAccounting } from "@/lib/contract/accounting";
import { periodsOf, yearOf, yearStart } from "@/lib/gains/tax-years";

const uk = { ...defaultAccounting, taxYearStart: "04-06" };

test("A tax year is called by the year in which it begins, to the millisecond", () => {
  expect(yearStart(uk, 2025)).toBe(Date.UTC(2025, 3, 6));
  expect(yearOf(uk, Date.UTC(2025, 3, 6) - 1)).toBe(2024);
  expect(yearOf(uk, Date.UTC(2025, 3, 6))).toBe(2025);
  expect(yearOf(defaultAccounting, Date.UTC(2025, 0, 1) - 1)).toBe(2024);
  expect(yearOf(defaultAccounting, Date.UTC(2025, 0, 1))).toBe(2025);
});

test("Methods hold from the beginning of a tax year on, with all that does not change", () => {
  const methods = [
    { fromYear: 2020, method: "fifo" as const },
    { fromYear: 2024, method: "uk-pool" as const },
  ];
  const rules = { scope: "wallet", onShortfall: "error", longTermAfterDays: null, rankedBy: "unit-cost" };
  const settings = { ...uk, methods, scope: "wallet", onShortfall: "error", longTermAfterDays: null } as const;
  expect(periodsOf(settings)).toEqual([
    { from: Date.UTC(2020, 3, 6), rules: { ...rules, method: "fifo" } },
    { from: Date.UTC(2024, 3, 6), rules: { ...rules, method: "uk-pool" } },
  ]);
});
