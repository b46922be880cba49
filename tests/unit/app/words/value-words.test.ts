import { expect, test } from "vitest";
import { countedText, leftOutText, valuationText } from "@/app/words/value-words";

test("a total says what is not in it", () => {
  expect([countedText(1, 0), countedText(8, 0), countedText(7, 1), countedText(7, 1_200)]).toEqual([
    "The one asset is in it.",
    "All 8 assets are in it.",
    "Of 8 assets, 1 without a price that can be relied on is not in it.",
    "Of 1,207 assets, 1,200 without a price that can be relied on are not in it.",
  ]);
});

test("prices of the past are told of while they are looked for", () => {
  const valuation = (found: number, isUnderWay: boolean) => ({ valuation: { needed: 40, found, isUnderWay } });
  expect(valuationText([{}, valuation(40, false)], "the chart")).toBeNull();
  const all = { valuation: { needed: 12, found: 12, isUnderWay: true } };
  expect(valuationText([all], "the chart")).toBe(
    "The pools that trade here are still being gone through, so more prices of the past may turn up.",
  );
  const some = [valuation(12, true), valuation(9, true), valuation(40, false)];
  expect((["the chart", "these figures"] as const).map((what) => valuationText(some, what))).toEqual([
    "Prices of the past are still being looked up: 21 of 80 are known, so the chart may still change.",
    "Prices of the past are still being looked up: 21 of 80 are known, so these figures may still change.",
  ]);
});

test("a chart says what its earlier points leave out", () => {
  const told = (...missing: number[]) => leftOutText(missing.map((each) => ({ missing: each })));
  expect([told(), told(2, 2), told(1, 3)]).toEqual([null, null, null]);
  expect(told(0, 1, 0)).toContain("up to 1 asset whose price");
  expect(told(4, 1)).toContain("up to 4 assets whose price");
});
