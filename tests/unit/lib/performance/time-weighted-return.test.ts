import fc from "fast-check";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import { timeWeightedReturn, type ValuedFlow } from "@/lib/performance/time-weighted-return";

const money = (amount: number | string) => new Fraction(amount);
const flow = (valueBefore: number | null, amount: number): ValuedFlow => ({
  valueBefore: valueBefore === null ? null : money(valueBefore),
  amount: money(amount),
});
const told = (start: number, flows: readonly ValuedFlow[], end: number) => {
  const { rate, reason } = timeWeightedReturn(money(start), flows, money(end));
  return reason ?? rate.toFraction();
};

test("what flows by does not count: ten percent up, a thousand comes, ten percent down", () => {
  expect(told(100, [flow(110, 1000)], 999)).toBe("-1/100");
  expect(told(100, [], 125)).toBe("1/4");
  expect(told(100, [flow(150, -50), flow(200, 100)], 150)).toBe("1/2");
});

test("while nothing lies there nothing grows; what is lost as a whole stays lost", () => {
  expect(told(0, [flow(0, 100)], 120)).toBe("1/5");
  expect(told(100, [flow(120, -120), flow(0, 50)], 75)).toBe("4/5");
  expect(told(100, [], 0)).toBe("-1");
  expect(told(100, [flow(0, 50)], 75)).toBe("-1");
});

test("there is none where something became of nothing, or a value is unknown", () => {
  expect(told(0, [], 0)).toBe("no capital");
  expect(told(0, [], 5)).toBe("no capital");
  expect(told(0, [flow(5, -5), flow(0, 100)], 120)).toBe("no capital");
  expect(told(100, [flow(120, -130)], 5)).toBe("no capital");
  expect(told(100, [flow(null, 5)], 120)).toBe("unknown value");
});

const amount = fc.bigInt(1n, 10n ** 20n).map((n) => new Fraction(n, 10n ** 6n));
const flows = fc.array(fc.record({ valueBefore: amount, amount }), { maxLength: 20 });

test("what comes and goes at once changes nothing", () => {
  fc.assert(
    fc.property(amount, flows, amount, fc.nat(), amount, (start, all, end, place, extra) => {
      const index = place % (all.length + 1);
      const valueBefore = all[index]?.valueBefore ?? end;
      const through = [
        { valueBefore, amount: extra },
        { valueBefore: valueBefore.add(extra), amount: extra.neg() },
      ];
      const more = [...all.slice(0, index), ...through, ...all.slice(index)];
      expect(timeWeightedReturn(start, more, end)).toEqual(timeWeightedReturn(start, all, end));
    }),
  );
});

test("two ranges that follow each other chain, to 45 digits of the growth, however much it is", () => {
  fc.assert(
    fc.property(amount, flows, amount, flows, amount, (start, first, middle, second, end) => {
      const growth = (...range: Parameters<typeof timeWeightedReturn>) =>
        timeWeightedReturn(...range).rate?.add(1n) ?? new Fraction(0n);
      const whole = growth(start, [...first, { valueBefore: middle, amount: new Fraction(0n) }, ...second], end);
      const chained = growth(start, first, middle).mul(growth(middle, second, end));
      expect(
        chained
          .sub(whole)
          .abs()
          .div(whole)
          .compare(new Fraction(1n, 10n ** 45n)),
      ).toBeLessThan(0);
    }),
  );
});
