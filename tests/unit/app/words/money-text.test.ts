import { expect, it } from "vitest";
import {
  changeText,
  currencyName,
  exactMoneyText,
  moneyPriceText,
  moneyText,
  signOf,
  withPlus,
} from "@/app/words/money-text";

it.each([
  ["1234.5", "EUR", "€1,234.50"],
  ["-0.004", "USD", "−$0.00"],
  ["12345678901234567890.129", "USD", "$12,345,678,901,234,567,890.13"],
  ["1234.5", "JPY", "¥1,235"],
  ["12.500001", "ADA", "12.500001 ADA"],
  ["-1234567", "ADA", "−1,234,567 ADA"],
] as const)("%s %s is %s", (value, currency, text) => {
  expect(moneyText(value, currency)).toBe(text);
});

it.each([
  ["0.0000123456789", "EUR", "€0.000012346"],
  ["1234.5678", "EUR", "€1,234.57"],
  ["0.5512345", "USD", "$0.55123"],
  ["2", "ADA", "2 ADA"],
] as const)("a price of %s %s is %s", (price, currency, text) => {
  expect(moneyPriceText(price, currency)).toBe(text);
});

it.each([
  ["1234.500001", "EUR", "€1,234.500001"],
  ["-0.000001", "USD", "−$0.000001"],
  ["5", "USD", "$5.00"],
  ["0.25", "JPY", "¥0.25"],
  ["12.500001", "ADA", "12.500001 ADA"],
] as const)("%s %s to the last digit is %s", (value, currency, text) => {
  expect(exactMoneyText(value, currency)).toBe(text);
});

it("what was gained has a plus, nothing has no sign", () => {
  expect(["0.000001", "-0.000001", "0", "-0.00"].map(signOf)).toEqual([1, -1, 0, 0]);
  expect([withPlus("5", "€5.00"), withPlus("-5", "−€5.00"), withPlus("0", "€0.00")]).toEqual([
    "+€5.00",
    "−€5.00",
    "€0.00",
  ]);
});

it("a change has its sign, and no change has none", () => {
  expect(["0.0123", "-0.5", "0.0001", "0"].map(changeText)).toEqual([
    "+1.2\u00a0%",
    "−50\u00a0%",
    "+0.01\u00a0%",
    "0\u00a0%",
  ]);
});

it("a currency is called by its name", () => {
  expect([currencyName("ADA"), currencyName("CHF")]).toEqual(["Ada", "Swiss franc"]);
});
