import { expect, it, test } from "vitest";
import {
  daysBack,
  performancePath,
  rangeText,
  rangeTimes,
  rangeTrouble,
  readAskedRange,
} from "@/app/words/performance-range";

const nowMs = Date.parse("2026-11-30T18:00:00Z");
const terms = { nowMs, taxYearStartMs: Date.parse("2026-04-06T00:00:00Z") };
const wallet = "0f8fad5b-d9cb-469f-a165-70867728950e";

test.each([
  [{}, { range: "1y" }],
  [{ range: "tax-year" }, { range: "tax-year" }],
  [{ range: ["all", "30d"] }, { range: "all" }],
  [{ range: "ever" }, { range: "1y" }],
  [
    { range: "all", from: "2026-01-01" },
    { range: null, from: "2026-01-01", to: undefined },
  ],
  [
    { from: " 2026-01-01 ", to: "2026-02-31x" },
    { range: null, from: "2026-01-01", to: undefined },
  ],
  [{ from: "0000-01-01", to: "9999-12-31" }, { range: "1y" }],
  [
    { from: "2026-13-01", to: "2026-03-31" },
    { range: null, from: undefined, to: "2026-03-31" },
  ],
])("%j asks for %j", (params, asked) => {
  expect(readAskedRange(params)).toEqual(asked);
});

it("has an address that asks for the same again", () => {
  const range = { range: null, from: "2026-01-01", to: "2026-03-31" } as const;
  expect(performancePath(range, wallet)).toBe(`/performance?wallet=${wallet}&from=2026-01-01&to=2026-03-31`);
  expect(performancePath({ range: "30d" }, undefined)).toBe("/performance?range=30d");
  expect(performancePath({ range: null }, undefined)).toBe("/performance");
  const [, query] = performancePath(range, wallet).split("?");
  expect(readAskedRange(Object.fromEntries(new URLSearchParams(query)))).toEqual(range);
});

test.each([
  [{ range: "30d" }, { from: "2026-10-31T18:00:00.000Z" }],
  [{ range: "1y" }, { from: "2025-11-30T18:00:00.000Z" }],
  [{ range: "tax-year" }, { from: "2026-04-06T00:00:00.000Z" }],
  [{ range: "all" }, {}],
  // The last day is included, and one that is not over ends now.
  [
    { range: null, from: "2026-01-01", to: "2026-02-28" },
    { from: "2026-01-01", to: "2026-03-01" },
  ],
  [{ range: null, to: "2026-11-29" }, { to: "2026-11-30" }],
  [{ range: null, from: "2026-01-01", to: "2026-11-30" }, { from: "2026-01-01" }],
  [{ range: null, to: "2027-01-01" }, {}],
] as const)("%j is %j", (asked, times) => {
  expect(rangeTimes(asked, terms)).toEqual(times);
});

it("says why a range cannot be told, and of no other anything", () => {
  expect([
    rangeTrouble({ range: null, from: "2026-03-02", to: "2026-03-01" }, nowMs),
    rangeTrouble({ range: null, from: "2026-12-01" }, nowMs),
    rangeTrouble({ range: null, from: "2026-11-30", to: "2026-11-30" }, nowMs),
    rangeTrouble({ range: null, to: "2026-11-30" }, nowMs),
    rangeTrouble({ range: "all" }, nowMs),
  ]).toEqual(["The last day lies before the first.", "The first day has not come yet.", null, null, null]);
});

it("knows how many days back it goes where it ends now", () => {
  const told = { from: "2026-11-20T17:00:00.000Z", to: "2026-11-30T18:00:00.000Z" };
  expect([
    daysBack({ from: "2020-01-01" }, told),
    daysBack({}, told),
    daysBack({ from: "2026-01-01", to: "2026-03-01" }, told),
    daysBack({ from: told.to }, { from: told.to, to: told.to }),
  ]).toEqual([11, null, undefined, 1]);
});

it("is told by its days, both included", () => {
  const from = "2026-01-01T00:00:00.000Z";
  expect([
    rangeText({ from, to: "2026-04-01T00:00:00.000Z" }),
    rangeText({ from, to: "2026-04-01T00:00:00.001Z" }),
    rangeText({ from, to: "2026-01-02T00:00:00.000Z" }),
    rangeText({ from, to: from }),
  ]).toEqual(["1 January 2026 to 31 March 2026", "1 January 2026 to 1 April 2026", "1 January 2026", "1 January 2026"]);
});
