import { describe, expect, it } from "vitest";
import { apiFilters, filterCount, filterQuery, parseFilters } from "@/app/words/activity-filters";

const walletId = "0b7e7c9e-3b1f-4a53-9c58-0d2f5a1f2c33";
const all = {
  wallet: walletId,
  unit: "lovelace",
  action: "send",
  direction: "out",
  from: "2026-01-01",
  to: "2026-01-31",
  q: "iUSD & co",
  sort: "oldest",
} as const;

describe("filters of the activity page", () => {
  it("survive the address bar", () => {
    const query = filterQuery(all);
    expect(query).toBe(
      `?wallet=${walletId}&unit=lovelace&action=send&direction=out&from=2026-01-01&to=2026-01-31&q=iUSD+%26+co&sort=oldest`,
    );
    expect(parseFilters(Object.fromEntries(new URLSearchParams(query)))).toEqual(all);
  });

  it("leave out what makes no sense", () => {
    const nonsense = {
      wallet: "../etc",
      unit: "x",
      action: "toString",
      direction: "up",
      from: "2026-13-01",
      to: "yesterday",
      q: "  ",
      sort: "newest",
      other: "1",
    };
    expect([parseFilters(nonsense), filterQuery({})]).toEqual([{}, ""]);
  });

  it.each([
    { q: "a\0b" },
    { q: "half of a character: \ud800" },
    { q: `${"abandon ".repeat(11)}about` },
    { from: "0000-01-01" },
    { to: "0000-12-31" },
    { to: "9999-12-31" },
  ])("leave out what the database cannot be asked, and secrets: %o", (params) => {
    expect(parseFilters(params)).toEqual({});
  });

  it("take the first of a name given twice", () => {
    expect(parseFilters({ q: ["one", "two"] })).toEqual({ q: "one" });
  });

  it("include the last day, which the API leaves out", () => {
    expect([apiFilters(all).to, apiFilters({ q: "x" })]).toEqual(["2026-02-01", { q: "x" }]);
  });

  it("count what narrows", () => {
    expect([filterCount(all), filterCount({ wallet: walletId, sort: "oldest" })]).toEqual([6, 0]);
  });
});
