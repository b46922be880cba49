import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDecimals,
  decimalText,
  negated,
  readDecimal,
  smallestParts,
  type Decimal,
} from "@/lib/reconcile/decimal-text";

test.each([
  ["1.5", "thousands", "1.5"],
  ["-1,234.50", "thousands", "-1234.5"],
  ["1,234,567", "thousands", "1234567"],
  ["1,5", "thousands", "1.5"],
  ["1.234,567890", "decimal", "1234.56789"],
  ["12,500000", "decimal", "12.5"],
  ["12.500000", "decimal", "12.5"],
  ["1 234.5", "thousands", "1234.5"],
  ["+0.000001", "thousands", "0.000001"],
  [".5", "thousands", "0.5"],
  ["7.", "thousands", "7"],
  ["-0", "thousands", "0"],
] as const)("%s with commas for %s is %s", (text, comma, expected) => {
  const read = readDecimal(text, comma);
  expect(read === null ? null : decimalText(read)).toBe(expected);
});

test.each(["", "-", ".", "abc", "1e9", "0x10", "=1+1", "1.2.3", "1,2,3", "NaN", "∞", "1".repeat(41), "--1"])(
  "%s is no amount",
  (text) => {
    expect(readDecimal(text, "thousands")).toBeNull();
  },
);

const decimals = fc.record({
  digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
  scale: fc.integer({ min: 0, max: 18 }),
});
const same = (a: Decimal, b: Decimal) => decimalText(a) === decimalText(b);

test("what is written is read again, and what is added can be taken off", () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const read = readDecimal(decimalText(a), "thousands");
      expect(read !== null && same(read, a)).toBe(true);
      expect(same(addDecimals(addDecimals(a, b), negated(b)), a)).toBe(true);
      expect(smallestParts(a, 18)).toBe(a.digits * 10n ** BigInt(18 - a.scale));
    }),
  );
});

test("digits below the smallest part fall away, towards zero", () => {
  expect(smallestParts({ digits: -12_345n, scale: 4 }, 2)).toBe(-123n);
});
