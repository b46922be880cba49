import fc from "fast-check";
import { expect, test } from "vitest";
import { activityPath, readTaxPlace, taxPath, taxYearPath } from "@/app/words/tax-place";

const wallet = "0198f3a0-0000-7000-8000-000000000001";

test("an address is read as it was written", () => {
  const cursor = fc.option(fc.integer({ min: 1, max: 999_999_999 }).map(String), { nil: undefined });
  const place = fc.record({
    year: fc.constantFrom(undefined, "all" as const, 2009, 2024, 2099),
    wallet: fc.constantFrom(undefined, wallet),
    cursors: fc.record({ disposals: cursor, income: cursor, shortfalls: cursor, lots: cursor }),
    isWhole: fc.boolean(),
  });
  const known = <T extends object>(of: T) => JSON.parse(JSON.stringify(of)) as T;
  fc.assert(
    fc.property(place, (given) => {
      const { year, wallet: of, isWhole } = given;
      const written = { ...known({ year, wallet: of }), cursors: known(given.cursors), isWhole };
      const query = new URL(taxPath(written as Parameters<typeof taxPath>[0]), "http://localhost").searchParams;
      expect(readTaxPlace(Object.fromEntries(query))).toEqual(written);
    }),
  );
});

test("what makes no sense in an address is left out", () => {
  const nothing = { cursors: {}, isWhole: false };
  expect(readTaxPlace({})).toEqual(nothing);
  for (const year of ["", "2008", "20x5", "2026.5", "12026", "-1", "ALL"])
    expect(readTaxPlace({ year })).toEqual(nothing);
  expect(
    readTaxPlace({ wallet: "me", rows: "some", lots: "0", income: "-5", disposals: "1e9", shortfalls: "" }),
  ).toEqual(nothing);
});

test("another year begins at the beginning of its lists, and keeps the wallet", () => {
  const place = readTaxPlace({ year: "2025", wallet, disposals: "20", rows: "all" });
  expect(taxYearPath(place, 2024)).toBe(`/tax?year=2024&wallet=${wallet}`);
  expect(taxYearPath({}, undefined)).toBe("/tax");
  expect(taxPath({ cursors: {}, isWhole: false }, [["saved", "1"]])).toBe("/tax?saved=1");
});

test("transactions of a year are those of all of its days", () => {
  const year = { from: "2025-04-06T00:00:00.000Z", until: "2026-04-06T00:00:00.000Z" };
  expect(activityPath(year, [["action", "send"]])).toBe("/activity?action=send&from=2025-04-06&to=2026-04-05");
  expect(activityPath({ from: null, until: null }, [["action", "receive"]])).toBe("/activity?action=receive");
});
