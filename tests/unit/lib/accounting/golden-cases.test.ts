import { expect, test } from "vitest";
import { readGoldenCase } from "@/lib/accounting/golden-case";
import { lotsLine } from "@/lib/accounting/lots-line";
import { goldenCases, goldenDifferences } from "@/tests/support/golden-cases";

test.skipIf(goldenCases === null)("every golden case comes out as its source says (needs ../shared/accounting)", () => {
  const cases = goldenCases ?? [];
  expect(cases.length).toBeGreaterThanOrEqual(139);
  const differences = cases.map((golden) => ({
    id: golden.id,
    differences: goldenDifferences(golden, lotsLine(readGoldenCase(golden.text))),
  }));
  expect(differences.filter((each) => each.differences.length > 0)).toEqual([]);
});

test.skipIf(goldenCases === null)("a case that is told by another rule is noticed", () => {
  const noticed = (goldenCases ?? []).filter((golden) => {
    const read = readGoldenCase(golden.text);
    const method = read.rules.method === "fifo" ? ("lifo" as const) : ("fifo" as const);
    return goldenDifferences(golden, lotsLine({ ...read, rules: { ...read.rules, method } })).length > 0;
  });
  expect(noticed.length).toBeGreaterThan(70);
});
