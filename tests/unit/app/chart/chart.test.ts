import { expect, test } from "vitest";
import { drawnOf } from "@/app/chart/drawn";
import { stepTo } from "@/app/chart/step-to";
import { linePaths } from "@/app/chart/line-paths";
import { scaleOf } from "@/app/chart/scale";
import { figureTicks, timeTicks } from "@/app/chart/ticks";

test("lines become numbers; what is not known stays a gap in the picture", () => {
  const points = [
    { at: "1970-01-01T00:00:00.000Z", values: ["0", "5"] },
    { at: "1970-01-01T00:00:10.000Z", values: [null, "5"] },
    { at: "1970-01-01T00:00:20.000Z", values: ["10"] },
  ];
  const drawn = drawnOf(points, 2);
  expect(drawn).toEqual({
    xs: [0, 10, 20],
    lines: [
      [0, null, 10],
      [5, 5, null],
    ],
  });
  expect(linePaths(drawn, scaleOf(drawn))).toEqual([
    { line: "M0,300ZM1000,0Z", area: "M0,300L0,300ZM1000,0L1000,300Z" },
    { line: "M0,150L500,150", area: "M0,150L500,150L500,300L0,300Z" },
  ]);
});

test("one point, and a line that never moves, lie in the middle", () => {
  const drawn = { xs: [7], lines: [[3]] };
  expect(linePaths(drawn, scaleOf(drawn)).map(({ line }) => line)).toEqual(["M500,150Z"]);
});

test("keys lead along the points and no further than their ends", () => {
  const steps = ["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"].map((key) => stepTo(key, 3, 20));
  expect(steps).toEqual([2, 4, 13, 0, 0, 20]);
  expect(stepTo("ArrowRight", 20, 20)).toBe(20);
  expect(stepTo("Tab", 3, 20)).toBeNull();
});

test("times below a chart are told as finely as they lie", () => {
  const [noon, midnight] = [Date.UTC(2026, 10, 5, 12) / 1000, Date.UTC(2026, 10, 6) / 1000];
  const date = (seconds: number) => new Date(seconds * 1000);
  expect(timeTicks([noon, midnight].map(date))).toEqual(["12:00", "6 Nov"]);
  expect(timeTicks([midnight, midnight + 86_400].map(date))).toEqual(["6 Nov", "7 Nov"]);
  expect(timeTicks([new Date("2026-11-01"), new Date("2027-01-01")])).toEqual(["Nov 2026", "Jan 2027"]);
});

test("figures beside a chart differ from each other", () => {
  expect(figureTicks([0.001, 0.0015, -0.002], 0.0005)).toEqual(["0.001", "0.0015", "\u22120.002"]);
  expect(figureTicks([900, 950], 50)).toEqual(["900", "950"]);
  expect(figureTicks([10_000, 12_500], 2_500)).toEqual(["10,000", "12,500"]);
  expect(figureTicks([1_000_000, 1_002_000], 2_000)).toEqual(["1M", "1.002M"]);
});

test("an axis is marked at round figures that hold the line", () => {
  const figures = (...line: number[]) => scaleOf({ xs: line.map((_, at) => at), lines: [line] });
  expect(figures(3, 17)).toMatchObject({ low: 0, high: 20, figures: [0, 5, 10, 15, 20], figureStep: 5 });
  expect(figures(-120, 90)).toMatchObject({ low: -150, high: 100, figures: [-150, -100, -50, 0, 50, 100] });
  expect(figures(1_000_000, 1_000_001).figureStep).toBe(0.2);
});

test("time is marked at round hours, days and months of UTC", () => {
  const marks = (from: string, to: string) =>
    scaleOf({ xs: [from, to].map((each) => Date.parse(each) / 1000), lines: [[1, 2]] }).times;
  const dates = (...texts: string[]) => texts.map((text) => new Date(text));
  expect(marks("2026-05-03T01:00Z", "2026-05-04T01:00Z")).toEqual(
    [3, 6, 9, 12, 15, 18, 21, 24].map((hours) => new Date(Date.UTC(2026, 4, 3, hours))),
  );
  expect(marks("2026-04-03", "2026-04-12").slice(0, 2)).toEqual(dates("2026-04-03", "2026-04-04"));
  expect(marks("2025-12-03", "2026-12-03")).toEqual(dates("2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"));
  expect(marks("2026-05-03", "2026-05-03").length).toBeLessThan(2);
});
