import { expect, test } from "vitest";
import { chartSummary, pointText, type ChartPoint, type ChartWords } from "@/app/words/chart-words";

const words: ChartWords = { names: ["Value", "Net deposits"], currency: "EUR", measure: "amount", by: "day" };
const point = (day: number, ...values: (string | null)[]): ChartPoint => ({
  at: `2026-11-0${String(day)}T00:00:00.000Z`,
  values,
});

test("a chart is told in words: where it begins and ends, its lowest, its highest, and what is not known left out", () => {
  const points = [
    point(1, null, "5"),
    point(2, "100", "5"),
    point(3, "90.5", "5"),
    point(4, "250.123456", "5"),
    point(5, "125", "5"),
  ];
  expect(chartSummary(points, words)).toBe(
    "Value from €100.00 (2 November 2026) to €125.00 (5 November 2026), +25\u00a0%. Lowest €90.50 (3 November 2026), highest €250.12 (4 November 2026).",
  );
});

test("a line that falls, one from nothing, and one of which nothing is known", () => {
  expect(chartSummary([point(1, "3"), point(2, "2")], words)).toContain(", \u221233.3\u00a0%.");
  expect(chartSummary([point(1, "0"), point(2, "2")], words)).toBe(
    "Value from €0.00 (1 November 2026) to €2.00 (2 November 2026). Lowest €0.00 (1 November 2026), highest €2.00 (2 November 2026).",
  );
  expect(chartSummary([point(1, null)], words)).toBe("Value: nothing is known of this time yet.");
});

test("digits that a float loses tell which is lower", () => {
  const points = [point(1, "9007199254740993.000002"), point(2, "9007199254740993.000001")];
  const ada: ChartWords = { ...words, currency: "ADA" };
  expect(chartSummary(points, ada)).toContain("Lowest 9,007,199,254,740,993.000001 ADA (2 November 2026)");
});

test("a point says all its lines, a price with the digits that say something", () => {
  expect(pointText(point(2, "100", null), words)).toBe("2 November 2026: value €100.00, net deposits not known");
  const price: ChartWords = { names: ["Price"], currency: "USD", measure: "price", by: "time" };
  expect(pointText(point(2, "0.0000123456"), price)).toBe("2 Nov 2026, 00:00 UTC: price $0.000012346");
});
