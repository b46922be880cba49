import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { foldEvents } from "@/lib/accounting/fold-periods";
import { methods, type AccountingRules, type Method } from "@/lib/accounting/rules";
import { performanceOf } from "@/lib/performance/performance-of";
import { treatment } from "@/tests/support/accounted-legs";
import { accountedWallet } from "@/tests/support/accounted-wallet";
import { expectExactParts } from "@/tests/support/performance-laws";

const dayMs = 86_400_000;
const ada = "lovelace";

const rulesOf = (method: Method): AccountingRules => ({
  ...{ method, scope: "universal", onShortfall: "error", longTermAfterDays: null, rankedBy: "unit-cost" },
});

describe.each([1, 2, 3, 4, 5])("the simulated wallet %i", (seed) => {
  /** An ADA rises and falls with the days; a MIN falls; of anything else nobody knows, but for every third thing at times. */
  const priceOf = (unit: string, at: number): Fraction | null => {
    const day = BigInt(at / dayMs);
    if (unit === ada) return new Fraction(100n + (day % 37n), 300_000_000n);
    if (unit.startsWith("29d222ce")) return new Fraction(1n, 1_000_000n + day);
    return unit.charCodeAt(9) % 3 === 0 && day % 5n !== 0n ? new Fraction(day + 1n, 700n) : null;
  };
  const { events, purposes, held } = accountedWallet(seed, treatment, { timeOf: (n) => n * dayMs, priceOf });
  const all = events.map((event, n) => ({ event, purpose: purposes[n] as (typeof purposes)[number] }));
  const last = (events.at(-1)?.at ?? 0) / dayMs + 1;

  describe.each(methods)("by %s", (method) => {
    test.each([
      [0, last],
      [Math.floor(last / 3), last],
      [Math.floor(last / 4), Math.floor((3 * last) / 4)],
    ])("from day %i to %i has parts that are exact", (from, to) => {
      const told = performanceOf({
        ...{ events: all, from: from * dayMs, to: to * dayMs },
        priceAtStart: (unit) => priceOf(unit, from * dayMs),
        priceAtEnd: (unit) => priceOf(unit, to * dayMs),
        fold: (each) => foldEvents(each, rulesOf(method)),
      });
      expectExactParts(told);
      expect(told.fees.compare(0n)).toBeGreaterThan(0);
      if (to !== last) return;
      const apart = new Set(told.unpriced.map(({ asset }) => asset));
      const worth = [...held]
        .filter(([unit]) => !apart.has(unit))
        .reduce((sum, [unit, quantity]) => sum.add(priceOf(unit, to * dayMs)?.mul(quantity) ?? 0n), new Fraction(0n));
      expect(told.endValue.toFraction()).toBe(worth.toFraction());
      expect(apart.has(ada)).toBe(false);
    });
  });
});
