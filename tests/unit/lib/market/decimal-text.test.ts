import Fraction from "fraction.js";
import { expect, it } from "vitest";
import { priceText, valueText } from "@/lib/market/decimal-text";

it.each([
  ["1/3", "0.333333"],
  ["-1/3", "-0.333333"],
  ["2/3", "0.666667"],
  ["5/10000000", "0.000001"],
  ["-5/10000000", "-0.000001"],
  ["4/10000000", "0"],
  ["12500000/1", "12500000"],
  ["123456789012345678901234567890/7", "17636684144620811271604938270"],
])("the value %s is told as %s", (value, text) => {
  expect(valueText(new Fraction(value)).startsWith(text)).toBe(true);
});

it.each([
  ["1/3", "0.333333333333"],
  ["1/3000000000", "0.000000000333333333333"],
  ["123456789/1000", "123456.789"],
  ["1/1", "1"],
  ["0/1", "0"],
  ["2/300", "0.00666666666667"],
  ["1234567890123456789/1", "1234567890123456789"],
  ["99999999999999/100000000000000", "1"],
])("the price %s is told as %s", (price, text) => {
  expect(priceText(new Fraction(price))).toBe(text);
});
