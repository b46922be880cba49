import { describe, expect, test } from "vitest";
import { defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import { changedOfClosed } from "@/lib/gains/closed-years";

const now = Date.UTC(2026, 10, 30);
const fieldsOf = (before: Partial<AccountingSettings>, after: Partial<AccountingSettings>) =>
  changedOfClosed({ ...defaultAccounting, ...before }, { ...defaultAccounting, ...after }, now).map(
    ({ field, reason }) => `${field}: ${reason}`,
  );
const closed = { closedYears: [2023, 2024] };
const kept = "2024 is closed, and this would change it: open the year first";

describe("New settings", () => {
  test("are all taken while no year is closed, and from the year after one that is", () => {
    expect(fieldsOf({}, { scope: "wallet", currency: "EUR" })).toEqual([]);
    const later = [...defaultAccounting.methods, { fromYear: 2025, method: "hifo" as const }];
    expect(fieldsOf(closed, { ...closed, methods: later })).toEqual([]);
    expect(fieldsOf({}, { ...closed, scope: "wallet" })).toEqual([]);
  });

  test("that would change a closed year are refused by what changes it, until it is open", () => {
    expect(fieldsOf(closed, { ...closed, currency: "EUR", taxYearStart: "04-06" })).toEqual([
      `currency: ${kept}`,
      `taxYearStart: ${kept}`,
    ]);
    expect(fieldsOf(closed, { closedYears: [], currency: "EUR" })).toEqual([]);
  });

  test.each([
    ["another one for a year before it", [{ fromYear: 2020, method: "lifo" }]],
    [
      "one between, from the closed year on",
      [
        { fromYear: 2017, method: "fifo" },
        { fromYear: 2024, method: "lifo" },
      ],
    ],
    ["a first one that begins later, and holds for all before", [{ fromYear: 2026, method: "acb" }]],
  ] as const)("of a method are refused where it would reach a closed year: %s", (_, methods) => {
    expect(fieldsOf(closed, { ...closed, methods: [...methods] })).toEqual([`methods: ${kept}`]);
  });

  test("may say the same methods in other words", () => {
    const methods = [
      { fromYear: 2019, method: "fifo" as const },
      { fromYear: 2021, method: "fifo" as const },
    ];
    expect(fieldsOf(closed, { ...closed, methods })).toEqual([]);
  });

  test("close no year that is not over, wherever it begins", () => {
    expect(fieldsOf({}, { closedYears: [2026] })).toEqual(["closedYears: 2026 is not over yet"]);
    expect(fieldsOf({ taxYearStart: "04-06" }, { taxYearStart: "04-06", closedYears: [2025] })).toEqual([]);
    expect(fieldsOf({ taxYearStart: "12-15" }, { taxYearStart: "12-15", closedYears: [2025] })).toEqual([
      "closedYears: 2025 is not over yet",
    ]);
  });
});
