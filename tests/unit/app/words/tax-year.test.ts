import { expect, test } from "vitest";
import { defaultAccounting } from "@/lib/contract/accounting";
import { taxYearChoices, taxYearName, taxYearSpan } from "@/app/words/tax-year";

test("a tax year is called by both calendar years that it lies in", () => {
  expect(taxYearName({ taxYearStart: "01-01" }, 2025)).toBe("2025");
  expect(taxYearName({ taxYearStart: "04-06" }, 2025)).toBe("2025/26");
  expect(taxYearName({ taxYearStart: "07-01" }, 2099)).toBe("2099/00");
});

test("its days are both in it", () => {
  expect(taxYearSpan({ from: "2025-04-06T00:00:00.000Z", until: "2026-04-06T00:00:00.000Z" })).toBe(
    "6 April 2025 to 5 April 2026",
  );
  expect(taxYearSpan({ from: null, until: null })).toBe("From the first transaction to the last");
});

test("years to choose from are this one, those of a history and those that were closed, each once", () => {
  const settings = { ...defaultAccounting, closedYears: [2021, 2024] };
  expect(taxYearChoices({ years: [2025, 2024, 2022], settings }, 2026)).toEqual([2026, 2025, 2024, 2022, 2021]);
  expect(taxYearChoices({ years: [], settings: defaultAccounting }, 2026)).toEqual([2026]);
});
