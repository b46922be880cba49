import { describe, expect, test } from "vitest";
import { defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import * as words from "@/app/words/tax-words";

describe("Money", () => {
  test("that nobody knows is never zero", () => {
    expect([words.worthText(null, "USD"), words.gainText(null, "EUR")]).toEqual(["not known", "not known"]);
    expect([words.worthText("0", "USD"), words.gainText("0", "EUR")]).toEqual(["$0.00", "€0.00"]);
  });

  test("of a gain has a sign, so that no colour has to say it", () => {
    expect([words.gainText("12.5", "USD"), words.gainText("-12.5", "USD"), words.gainText("0.000001", "ADA")]).toEqual([
      "+$12.50",
      "−$12.50",
      "+0.000001 ADA",
    ]);
    const signs = ["3", "-0.01", "0.000000", "-0.004", "0.004", null].map((value) => words.signOf(value, "USD"));
    expect(signs).toEqual([1, -1, 0, 0, 0, 0]);
    expect([words.gainText("-0.004", "USD"), words.gainText("0.004", "USD")]).toEqual(["$0.00", "$0.00"]);
    expect([words.gainText("-0.4", "JPY"), words.gainText("-0.004", "ADA")]).toEqual(["¥0", "−0.004 ADA"]);
  });

  test("sums that hold nothing that is known are not known", () => {
    expect(words.knownSum("0", 0, 0)).toBe("0");
    expect(words.knownSum("5", 3, 2)).toBe("5");
    expect(words.knownSum("0", 3, 3)).toBeNull();
    expect(words.leftOutOfSums(12, 0)).toBeNull();
    expect(words.leftOutOfSums(12, 1)).toBe("1 of 12 is in no sum, for a price or a cost is not known.");
    expect(words.leftOutOfSums(1_200, 2)).toBe("2 of 1,200 are in no sum, for a price or a cost is not known.");
    expect(words.leftOutOfSums(3, 3)).toBe("None can be summed up, for a price or a cost is not known.");
  });

  test("of one, by what all were worth", () => {
    expect(words.priceOfOne("1.08", "1779738", 6)).toBe("0.606830893086");
    expect(words.priceOfOne("7", "2", 0)).toBe("3.5");
    expect(words.priceOfOne("1", "1000000000000000000", 18)).toBe("1");
    expect(words.priceOfOne(null, "1", 6)).toBeNull();
    expect(words.priceOfOne("1", "1", null)).toBeNull();
    expect(words.priceOfOne("1", "0", 6)).toBeNull();
  });
});

test("what would be gained by selling now, of a part of all that is held", () => {
  expect(words.worthOfPart("30", "1", "3")).toBe("10");
  expect(words.worthOfPart("0.000001", "1", "2")).toBe("0");
  expect([words.worthOfPart(null, "1", "3"), words.worthOfPart("30", "1", "0")]).toEqual([null, null]);
  expect([words.gainOf("10", "7.25"), words.gainOf("7.25", "10")]).toEqual(["2.75", "-2.75"]);
  expect([words.gainOf(null, "1"), words.gainOf("1", null)]).toEqual([null, null]);
});

test("terms are told with their days", () => {
  expect([words.termText("short", 365), words.termText("long", 365), words.termText("long", 1)]).toEqual([
    "Short term, up to 365 days",
    "Long term, more than 365 days",
    "Long term, more than 1 day",
  ]);
  expect([words.termText(null, 365), words.termText("short", null)]).toEqual(["No term", "No term"]);
  expect([words.shortTermText("short"), words.shortTermText("long"), words.shortTermText(null)]).toEqual([
    "short term",
    "long term",
    "no term",
  ]);
});

const changing: AccountingSettings = {
  ...defaultAccounting,
  methods: [
    { fromYear: 2020, method: "fifo" },
    { fromYear: 2024, method: "hifo" },
    { fromYear: 2026, method: "fifo" },
  ],
  scope: "wallet",
  currency: "GBP",
  taxYearStart: "04-06",
};

test("rules are those of the year", () => {
  expect([2011, 2020, 2023, 2024, 2026, 2030].map((year) => words.methodOf(changing, year))).toEqual([
    ...["fifo", "fifo", "fifo", "hifo", "fifo", "fifo"],
  ]);
  expect(words.rulesText(defaultAccounting, 2025)).toBe("FIFO, all wallets together, US dollar");
  expect(words.rulesText(changing, 2025)).toBe("HIFO, each wallet for itself, Pound sterling, tax year from 6 April");
  expect(words.rulesText(changing, null)).toBe(
    "FIFO and HIFO, each wallet for itself, Pound sterling, tax year from 6 April",
  );
});

test("what a sale was made of", () => {
  expect([words.lotsText(1, 0), words.lotsText(1_200, 0), words.lotsText(0, 1), words.lotsText(0, 3)]).toEqual([
    "Out of one lot",
    "Out of 1,200 lots",
    "Matched once",
    "Matched 3 times",
  ]);
  expect([words.noLotsText("acb"), words.noLotsText("fifo")]).toEqual([
    "Out of the pool, at its average cost",
    "Nothing of it ever came: it has cost nothing",
  ]);
  expect([
    words.matchText("same-day", "2026-05-03"),
    words.matchText("30-day", "2026-05-20"),
    words.matchText("s104", null),
  ]).toEqual(["Bought on the same day, 3 May 2026", "Bought within 30 days, 20 May 2026", "The section 104 pool"]);
});

test("rewards are called by what they are for", () => {
  expect(words.rewardText({ type: "member", epoch: 512 })).toBe("Staking reward, epoch 512");
  expect(words.rewardText({ type: "other", epoch: null })).toBe("Other payment");
  expect(words.rewardText({ type: "constructor", epoch: null })).toBe("Reward");
});
