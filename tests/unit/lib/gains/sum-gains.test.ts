import Fraction from "fraction.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { methods } from "@/lib/accounting/rules";
import { foldEvents } from "@/lib/accounting/fold-periods";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import { sumDisposals, sumKnown } from "@/lib/gains/sum-gains";

const step = fc.record({
  days: fc.integer({ min: 0, max: 300 }),
  bought: fc.boolean(),
  quantity: fc.bigInt({ min: 1n, max: 10n ** 15n }),
  cents: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
});

test("Gains by term come to all of them, by every method, also where more is sold than there was", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(...methods), (steps, method) => {
      let at = 0;
      const events = steps.map(({ days, bought, quantity, cents }, n): AccountingEvent => {
        at += days * 86_400_000;
        const money = cents === null ? null : new Fraction(cents, 100);
        const of = { id: String(n), at, asset: "a", wallet: "w", quantity };
        return bought
          ? { kind: "acquisition", ...of, basis: money, price: null }
          : { kind: "disposal", ...of, proceeds: money, treatment: "realised" };
      });
      const rules = { method, scope: "universal", onShortfall: "zero-cost", longTermAfterDays: 365 } as const;
      const { disposals } = foldEvents(events, { ...rules, rankedBy: "unit-cost" });
      const { byTerm, proceeds, costBasis, gain, count, unknown } = sumDisposals(disposals);
      const known = disposals.filter((each) => each.gain !== null);
      expect([count, unknown]).toEqual([disposals.length, disposals.length - known.length]);
      expect(gain.equals(sumKnown(known.map((each) => each.gain)).value)).toBe(true);
      expect(proceeds.equals(sumKnown(known.map((each) => each.proceeds)).value)).toBe(true);
      expect(proceeds.sub(costBasis).equals(gain)).toBe(true);
      expect(sumKnown(byTerm.map((each) => each.gain)).value.equals(gain)).toBe(true);
      expect(sumKnown(byTerm.map((each) => each.costBasis)).value.equals(costBasis)).toBe(true);
      expect(new Set(byTerm.map(({ term }) => term)).size).toBe(byTerm.length);
    }),
  );
});
