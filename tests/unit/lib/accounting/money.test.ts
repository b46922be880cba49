import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { byWeight, share } from "@/lib/accounting/money";
import type { AccountingRules } from "@/lib/accounting/rules";

const text = (money: Fraction | null) => money?.toFraction();

test("what is shared out is cut to thirty decimals, and the rest keeps what was cut", () => {
  expect(text(share(new Fraction(10n), 1n, 3n))).toBe(text(new Fraction("3.333333333333333333333333333333")));
  expect(text(share(new Fraction(-10n), 2n, 3n))).toBe(text(new Fraction("-6.666666666666666666666666666666")));
  expect(text(share(new Fraction(1n, 3n), 7n, 7n))).toBe("1/3");
  expect([share(null, 1n, 3n), text(share(null, 0n, 3n))]).toEqual([null, "0"]);
  const thirds = byWeight(
    new Fraction(10n),
    [1n, 2n, 4n].map((weight) => ({ weight: new Fraction(weight, 3n) })),
  );
  expect(text(thirds.reduce<Fraction>((all, part) => all.add(part ?? -1n), new Fraction(0n)))).toBe("10");
});

test.each(["acb", "uk-pool"] as const)(
  "thousands of sales out of a pool by %s are decimals, and lose nothing",
  (method) => {
    const rules = { method, scope: "universal", onShortfall: "error", longTermAfterDays: null, rankedBy: "unit-cost" };
    const event = (i: number) => ({ id: `e${String(i)}`, at: i * 40 * 86_400_000, asset: "A", wallet: "" });
    const bought = (i: number): AccountingEvent => ({
      ...{ ...event(i), kind: "acquisition", quantity: 1_000_003n + BigInt(i), price: null },
      basis: new Fraction(BigInt(i * i + 7), 1_000_000n),
    });
    const sold = (i: number): AccountingEvent => ({
      ...{ ...event(i), kind: "disposal", quantity: 999_983n - BigInt(i % 97), treatment: "realised" },
      proceeds: new Fraction(BigInt(i), 100n),
    });
    const events = Array.from({ length: 4_000 }, (_, i) => (i % 2 === 0 ? bought(i) : sold(i)));
    const { disposals, remaining } = foldEvents(events, rules as AccountingRules);
    const costs = [...disposals, ...remaining].map(({ costBasis }) => costBasis ?? new Fraction(-1n));
    expect(disposals.length).toBe(2_000);
    expect(Math.max(...costs.map(({ d }) => String(d).length))).toBeLessThan(32);
    const came = events.map((each) => (each.kind === "acquisition" ? (each.basis ?? -1n) : 0n));
    const total = (values: readonly (Fraction | bigint)[]) =>
      values.reduce<Fraction>((all, value) => all.add(value), new Fraction(0n));
    expect(text(total(costs))).toBe(text(total(came)));
  },
);
