import { expect, test } from "vitest";
import { rateSourceRows, rateText } from "@/app/words/rate-words";

const fine = {
  isOn: true,
  lastSuccessAt: null,
  newestCloseAt: null,
  failingSince: null,
  retryAt: null,
  lastError: null,
};

test("the operator reads how old each source's newest close is, and what is wrong", () => {
  const rates = [
    { ...fine, source: "frankfurter" as const },
    { ...fine, source: "coinbase" as const, newestCloseAt: "2026-11-28T10:00:00.000Z" },
    { ...fine, source: "kraken" as const, isOn: false, newestCloseAt: "2026-11-20T10:00:00.000Z" },
    {
      ...fine,
      source: "binance" as const,
      newestCloseAt: "2026-11-28T07:00:00.000Z",
      failingSince: "2026-11-28T08:21:00.000Z",
      retryAt: "2026-11-28T11:00:00.000Z",
      lastError: "binance: status 451",
    },
  ];
  expect(rateSourceRows(rates, Date.parse("2026-11-28T10:20Z"))).toEqual([
    ["Coinbase", "newest close 20 min ago"],
    [
      "Binance",
      "newest close 3 h ago, failing since 28 Nov 2026, 08:21 UTC (binance: status 451), asked again on 28 Nov 2026, 11:00 UTC",
    ],
    ["Kraken", "switched off, newest close 8 days ago"],
    ["Frankfurter", "no close yet"],
  ]);
});

test("a rate says whose it is, of when, and what makes it less sure", () => {
  const rate = {
    ...{ rate: "0.551234", at: "2026-11-28T12:00:00.000Z", ageSeconds: 0, note: null },
    sources: ["coinbase", "binance"] as const,
  };
  const said = "1 ADA = €0.55123 by Coinbase and Binance, close of 28 Nov 2026, 12:00";
  expect(rateText(rate, "EUR")).toContain(said.slice(0, 50));
  expect(rateText({ ...rate, note: "one source", sources: ["kraken"], ageSeconds: 7_300 }, "EUR")).toMatch(
    /^1 ADA = €0\.55123 by Kraken, close of .*; 2 hours older than it should be; nobody else says so$/,
  );
  expect(rateText({ rate: null, reason: "later" }, "EUR")).toBe("What an ADA costs in EUR is being looked up.");
  expect(rateText({ rate: null, reason: "switched off" }, "EUR")).toBe(
    "What an ADA costs in EUR is not known: nobody is asked here.",
  );
});
