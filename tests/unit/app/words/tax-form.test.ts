import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountingSettings, defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import { currencyCodes } from "@/lib/contract/currencies";
import { methods } from "@/lib/accounting/rules";
import { enteredFields, enteredOf, readEntered, settingsEntered } from "@/app/words/tax-form";

const twoDigits = (part: number) => String(part).padStart(2, "0");
const anySettings: fc.Arbitrary<AccountingSettings> = fc.record({
  currency: fc.constantFrom(...currencyCodes),
  scope: fc.constantFrom("universal", "wallet"),
  methods: fc
    .uniqueArray(fc.record({ fromYear: fc.integer({ min: 2009, max: 2200 }), method: fc.constantFrom(...methods) }), {
      minLength: 1,
      maxLength: 40,
      selector: ({ fromYear }) => fromYear,
    })
    .map((all) => all.toSorted((a, b) => a.fromYear - b.fromYear)),
  rewardDate: fc.constantFrom("earned", "spendable", "withdrawn"),
  transferFee: fc.constantFrom("disposal", "loss", "ignore"),
  standaloneFee: fc.constantFrom("disposal", "loss"),
  liquidity: fc.constantFrom("carry", "trade"),
  airdrop: fc.constantFrom("income", "zero-cost"),
  onShortfall: fc.constantFrom("zero-cost", "error"),
  longTermAfterDays: fc.option(fc.integer({ min: 1, max: 10_000 })),
  taxYearStart: fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map((parts) => parts.map(twoDigits).join("-")),
  closedYears: fc.constantFrom([], [2023, 2024]),
});

const sent = (fields: readonly (readonly [string, string])[]) => {
  const params = new URLSearchParams(fields.map(([name, value]) => [name, value]));
  return readEntered((name) => params.get(name) ?? "");
};

test("settings go through the form's fields unchanged", () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const entered = enteredOf(settings);
      expect(sent(enteredFields(entered))).toEqual(entered);
      expect(accountingSettings.parse(settingsEntered(entered, settings.closedYears))).toEqual(settings);
    }),
  );
});

/** The form of somebody who said nothing yet, with some of its fields filled in otherwise. */
function filled(other: Readonly<Record<string, string>>) {
  const fields = new Map([...enteredFields(enteredOf(defaultAccounting)), ...Object.entries(other)]);
  return accountingSettings.safeParse(settingsEntered(sent([...fields]), []));
}
const issuesOf = (other: Readonly<Record<string, string>>) =>
  filled(other).error?.issues.map(({ path, code }) => `${path.join(".")} ${code}`);

describe("Lines of methods", () => {
  test("are put in order, and one without a year is none", () => {
    const lines = {
      fromYear1: "2025",
      method1: "hifo",
      fromYear2: "2022",
      method2: "acb",
      fromYear3: "",
      method3: "lifo",
    };
    expect(filled(lines).data?.methods).toEqual([
      { fromYear: 2017, method: "fifo" },
      { fromYear: 2022, method: "acb" },
      { fromYear: 2025, method: "hifo" },
    ]);
  });

  test("the first begins before all others", () => {
    expect(filled({ method0: "lifo", fromYear1: "2012", method1: "fifo" }).data?.methods).toEqual([
      { fromYear: 2011, method: "lifo" },
      { fromYear: 2012, method: "fifo" },
    ]);
    expect(issuesOf({ fromYear1: "2009", method1: "fifo" })).toEqual(["methods.0.fromYear too_small"]);
  });

  test("of one year twice, or of none that is a number, are refused", () => {
    expect(issuesOf({ fromYear1: "2025", method1: "hifo", fromYear2: "2025", method2: "acb" })).toEqual([
      "methods custom",
    ]);
    expect(issuesOf({ fromYear1: "next", method1: "hifo" })).toEqual(["methods.1.fromYear invalid_type"]);
    expect(issuesOf({ method0: "" })).toEqual(["methods too_small"]);
  });
});

test("what makes no sense is refused at its field", () => {
  expect(issuesOf({ longTermAfterDays: "a year" })).toEqual(["longTermAfterDays invalid_type"]);
  expect(issuesOf({ longTermAfterDays: "0" })).toEqual(["longTermAfterDays too_small"]);
  expect(issuesOf({ startDay: "31", startMonth: "02" })).toEqual(["taxYearStart custom"]);
  expect(issuesOf({ currency: "DOGE" })).toEqual(["currency invalid_value"]);
  expect(filled({ longTermAfterDays: " " }).data?.longTermAfterDays).toBeNull();
  expect(filled({ startDay: "6", startMonth: "04" }).data?.taxYearStart).toBe("04-06");
});

test("nothing of a field comes back much longer than what makes sense in it", () => {
  expect(sent([["longTermAfterDays", "9".repeat(5_000)]]).longTermAfterDays).toHaveLength(20);
});
