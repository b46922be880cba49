import { describe, expect, it } from "vitest";
import { formatFloat, parseFloatArgument, parseInteger } from "@/dev/redis/arguments";

describe("numbers in commands", () => {
  // The right-hand sides are what C's printf("%.17g") prints.
  it.each([
    [1, "1"],
    [-0, "-0"],
    [0.1, "0.10000000000000001"],
    [2.5, "2.5"],
    [1e-7, "9.9999999999999995e-08"],
    [0.0001, "0.0001"],
    [0.00001, "1.0000000000000001e-05"],
    [1e16, "10000000000000000"],
    [1e17, "1e+17"],
    [2 ** 60, "1.152921504606847e+18"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
  ])("prints %d as %s", (value, expected) => {
    expect(formatFloat(value)).toBe(expected);
  });

  it.each(["", "+1", "01", "-0", "1.0", " 1", "1e3", "9223372036854775808", "-9223372036854775809"])(
    "takes %j for no integer",
    (text) => {
      expect(() => parseInteger(text)).toThrow("ERR value is not an integer or out of range");
    },
  );

  it.each(["", "nan", "1x", ".", "e5"])("takes %j for no float", (text) => {
    expect(() => parseFloatArgument(text)).toThrow("ERR value is not a valid float");
  });
});
