import { expect, test } from "vitest";
import { accountingSettings, defaultAccounting } from "@/lib/contract/accounting";
import { methodWords, monthDayText, otherHelp, refusalsByField, taxChoices } from "@/app/words/tax-settings";
import { methods } from "@/lib/accounting/rules";

test("every setting has a sentence, and every choice that the API takes a word", () => {
  const named = [...taxChoices.map(({ name }) => name), ...Object.keys(otherHelp), "closedYears"];
  expect(named.toSorted()).toEqual(Object.keys(accountingSettings.shape).toSorted());
  for (const { name, options, help } of taxChoices) {
    expect(help, name).toMatch(/\.$/);
    expect(options.map(({ value }) => value).toSorted(), name).toEqual(
      [...accountingSettings.shape[name].options].toSorted(),
    );
    for (const { value } of options)
      expect(accountingSettings.safeParse({ ...defaultAccounting, [name]: value }).success, `${name} ${value}`).toBe(
        true,
      );
  }
  expect(Object.keys(methodWords).toSorted()).toEqual([...methods].toSorted());
});

test("a day of the year in words", () => {
  expect(["01-01", "04-06", "12-31"].map(monthDayText)).toEqual(["1 January", "6 April", "31 December"]);
});

test("a refusal is told once at each field, in words for people", () => {
  const closed = "2024 is closed, and this would change it: open the year first";
  const told = refusalsByField([
    { field: "currency", reason: closed, isWords: true },
    { field: "methods.1.fromYear", reason: "Invalid input: expected number, received string", isWords: false },
    { field: "methods", reason: "Give the years in their order, each once", isWords: true },
    { field: "scope", reason: "Invalid option", isWords: false },
  ]);
  expect([...told]).toEqual([
    ["currency", closed],
    ["methods", "Write the years in digits, from 2009 to 2200, each once"],
    ["scope", "Choose one of these"],
  ]);
});
