import { expect, test } from "vitest";
import { changeBetween } from "@/lib/portfolio/fold-changes";

const point = (value: string | null, netDeposits: string | null, missing = 0) => ({
  ...{ at: "2026-01-01T00:00:00.000Z", value, netDeposits, priced: 1, unpriced: missing + 7, missing },
});

test("what was paid in or out meanwhile is no gain", () => {
  expect(changeBetween(point("100", "80"), point("160", "130"))).toEqual({ value: "10", share: "0.066667" });
  expect(changeBetween(point("100", "80"), point("40", "30"))).toEqual({ value: "-10", share: "-0.1" });
  expect(changeBetween(point("0", "0"), point("50", "50"))).toEqual({ value: "0", share: "0" });
});

test("of nothing there is no share, and of what is not known no change", () => {
  const unknown = { value: null, share: null };
  expect(changeBetween(point("0", "0"), point("5", "0"))).toEqual({ value: "5", share: null });
  expect(changeBetween(point(null, "0"), point("5", "0"))).toEqual(unknown);
  expect(changeBetween(point("5", "0"), point("5", null))).toEqual(unknown);
  expect(changeBetween(point("5", "0", 1), point("9", "0"))).toEqual(unknown);
});
