import { describe, expect, it } from "vitest";
import { compileRetryDelay } from "@/dev/qstash/retry-delay";

describe("compileRetryDelay", () => {
  it.each([
    ["1000", [1_000, 1_000, 1_000]],
    ["1000 * (1 + retried)", [1_000, 2_000, 3_000]],
    ["pow(2, retried) * 1000", [1_000, 2_000, 4_000]],
    ["max(10, pow(2, retried))", [10, 10, 10]],
    ["min(5, 3, 4) - 1 - 1", [1, 1, 1]],
    ["2 + 3 * 4", [14, 14, 14]],
    ["100 / 5 / 2", [10, 10, 10]],
    ["-(-7)", [7, 7, 7]],
    ["3 - -retried", [3, 4, 5]],
    ["floor(2.7) + ceil(0.2) + round(1.5) + sqrt(16) + abs(-3) + exp(0)", [13, 13, 13]],
    ["5 - 10", [0, 0, 0]],
    ["0 / 0", [0, 0, 0]],
  ])("%s", (expression, expected) => {
    const delay = compileRetryDelay(expression);
    expect([0, 1, 2].map(delay)).toEqual(expected);
  });

  it.each([
    ["", "it ends too early"],
    ["1 +", "it ends too early"],
    ["(1", 'expected ")"'],
    ["1 2", 'unexpected "2"'],
    ["process", 'unexpected "process"'],
    ["constructor(1)", `unexpected "constructor"`],
    ["pow(2)", "pow takes 2 value(s)"],
    ["retried; 1", 'unexpected ";"'],
    ["retried.x", 'unexpected "."'],
    ["max()", 'unexpected ")"'],
    ["pow", 'expected "("'],
    ["1".repeat(501), "longer than 500 characters"],
  ])("refuses %j", (expression, reason) => {
    expect(() => compileRetryDelay(expression)).toThrow(reason);
  });
});
