import { expect, test } from "vitest";
import { lastOverFirst, stepCosts } from "@/bench/step-costs";

test("a step's cost is its own, and steps that covered nothing or little decide nothing", () => {
  const costs = stepCosts([
    { processed: 0, ms: 0, cpuMs: 1_000 },
    { processed: 100, ms: 400, cpuMs: 1_200 },
    { processed: 100, ms: 9_000, cpuMs: 1_200 },
    { processed: 200, ms: 500, cpuMs: 1_500 },
    { processed: 210, ms: 700, cpuMs: 1_600 },
  ]);
  expect(costs).toEqual([
    { transactions: 100, msEach: 4, cpuMsEach: 2 },
    { transactions: 100, msEach: 5, cpuMsEach: 3 },
    { transactions: 10, msEach: 70, cpuMsEach: 10 },
  ]);
  expect(lastOverFirst(costs)).toEqual({ first: 4, last: 5, ratio: 1.25 });
});

test("one slow step among many at an end decides nothing", () => {
  const each = [10, 1, 1, 1, 1, 2, 2, 2, 2, 9].map((msEach) => ({ transactions: 50, msEach, cpuMsEach: 1 }));
  expect(lastOverFirst(each)).toEqual({ first: 1, last: 2, ratio: 2 });
});
