import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import { moneyWeightedReturn, type InvestedRange } from "@/lib/performance/money-weighted-return";

const dayMs = 86_400_000;

function told(days: number, start: number, flows: readonly [day: number, amount: number][], end: number) {
  const { rate, annualised, reason } = moneyWeightedReturn({
    from: 0,
    to: days * dayMs,
    startValue: new Fraction(start),
    endValue: new Fraction(end),
    flows: flows.map(([day, amount]) => ({ at: day * dayMs, amount: new Fraction(amount) })),
  });
  return reason ?? { rate: rate.toString(18), annualised: annualised?.toString(18) ?? null };
}

describe("the internal rate of return", () => {
  test("without flows is the plain one, and that of a year", () => {
    expect(told(730, 100, [], 121)).toEqual({ rate: "0.21", annualised: "0.1" });
    expect(told(730, 100, [], 100)).toEqual({ rate: "0", annualised: "0" });
    expect(told(730, 100, [], 49)).toEqual({ rate: "-0.51", annualised: "-0.3" });
    // 1.01 to the 365th.
    expect(told(1, 100, [], 101)).toEqual({ rate: "0.01", annualised: "36.783434332887158878" });
    expect(told(0.5, 100, [], 101)).toEqual({ rate: "0.01", annualised: null });
  });

  test("with flows is that by which all of them grow to the end", () => {
    // 100 grow to 110, 110 more come, 220 grow to 242.
    expect(told(730, 100, [[365, 110]], 242)).toEqual({ rate: "0.21", annualised: "0.1" });
    expect(told(730, 100, [[365, -60]], 55)).toEqual({ rate: "0.21", annualised: "0.1" });
    expect(told(730, 0, [[365, 100]], 150)).toEqual({ rate: "1.25", annualised: "0.5" });
    // 100 g² + 100 g = 231: g = (−1 + √10.24) / 2.
    expect(told(730, 100, [[365, 100]], 231)).toEqual({ rate: "0.21", annualised: "0.1" });
    // 100 g² + 100 g = 400: g = (−1 + √17) / 2.
    expect(told(730, 100, [[365, 100]], 400)).toEqual({
      rate: "1.438447187191169725",
      annualised: "0.561552812808830275",
    });
  });

  test("is a loss of all where nothing is left", () => {
    expect(told(730, 100, [[365, 50]], 0)).toEqual({ rate: "-1", annualised: "-1" });
    expect(told(730, 100, [[365, -50]], 0)).toEqual({ rate: "-0.75", annualised: "-0.5" });
    expect(told(730, 1_000_000_000_000, [], 1)).toEqual({ rate: "-0.999999999999", annualised: "-0.999999" });
  });

  test("is none without capital, and where several fit or none", () => {
    expect(told(730, 0, [], 0)).toBe("no capital");
    expect(told(730, 0, [[365, -5]], 10)).toBe("no capital");
    // 10 % and 20 % a year: 100 in, 230 out, 132 in.
    expect(
      told(
        730,
        100,
        [
          [365, -230],
          [730, 132],
        ],
        0,
      ),
    ).toBe("ambiguous");
    // What was taken out had grown from nothing; a deposit came later.
    expect(
      told(
        730,
        0,
        [
          [100, -50],
          [365, 100],
        ],
        110,
      ),
    ).toBe("ambiguous");
    expect(
      told(
        730,
        10,
        [
          [365, -20],
          [700, 5],
        ],
        0,
      ),
    ).toBe("ambiguous");
  });
});

const amount = fc.bigInt(1n, 10n ** 15n).map((n) => new Fraction(n, 10n ** 6n));
const range = fc
  .record({
    days: fc.integer({ min: 2, max: 1500 }),
    startValue: amount,
    endValue: amount,
    flows: fc.array(fc.record({ part: fc.integer({ min: 0, max: 999 }), amount, isOut: fc.boolean() }), {
      maxLength: 12,
    }),
  })
  .map(({ days, flows, ...values }): InvestedRange => ({
    ...{ from: 0, to: days * dayMs, ...values },
    flows: flows
      .map(({ part, amount: all, isOut }) => ({
        at: Math.floor((days * dayMs * part) / 1_000_000) * 1000,
        amount: isOut ? all.div(20n).neg() : all,
      }))
      .toSorted((a, b) => a.at - b.at),
  }));

test("what comes and goes at once changes nothing", () => {
  fc.assert(
    fc.property(range, amount, fc.nat(), (of, extra, place) => {
      const index = place % (of.flows.length + 1);
      const at = of.flows[index]?.at ?? of.to;
      const through = [
        { at, amount: extra },
        { at, amount: extra.neg() },
      ];
      const flows = [...of.flows.slice(0, index), ...through, ...of.flows.slice(index)];
      expect(moneyWeightedReturn({ ...of, flows })).toEqual(moneyWeightedReturn(of));
    }),
    { numRuns: 60 },
  );
});

test("money of another name has the same rate", () => {
  fc.assert(
    fc.property(range, (of) => {
      const times = (money: Fraction) => money.mul(1024n);
      const renamed = {
        ...{ from: of.from, to: of.to, startValue: times(of.startValue), endValue: times(of.endValue) },
        flows: of.flows.map(({ at, amount: all }) => ({ at, amount: times(all) })),
      };
      expect(moneyWeightedReturn(renamed)).toEqual(moneyWeightedReturn(of));
    }),
    { numRuns: 60 },
  );
});

test("a rate of a year that was chosen is found to eighteen decimals, whatever comes and goes", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -60, max: 400 }),
      amount,
      fc.array(amount, { maxLength: 8 }),
      (percent, start, all) => {
        // Years only, so that the growth is exact.
        const growth = new Fraction(100 + percent, 100);
        let value = start;
        const flows = all.map((each, n) => {
          value = value.mul(growth);
          const own = n % 3 === 2 ? value.div(3n).neg() : each;
          value = value.add(own);
          return { at: (n + 1) * 365 * dayMs, amount: own };
        });
        const to = (all.length + 1) * 365 * dayMs;
        const found = moneyWeightedReturn({ from: 0, to, startValue: start, flows, endValue: value.mul(growth) });
        expect(found.annualised?.toFraction()).toBe(growth.sub(1n).toFraction());
      },
    ),
    { numRuns: 100 },
  );
});
