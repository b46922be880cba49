import Fraction from "fraction.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { exactChange, exactProduct, exactSum } from "@/lib/market/exact-sum";

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 9n))
  .map(([n, d]) => new Fraction(n, d));
const lowest = ({ s, n, d }: Pick<Fraction, "s" | "n" | "d">) => new Fraction(s * n, d).toFraction();

it("says what fractions say that are brought to their lowest terms after each step", () => {
  fc.assert(
    fc.property(fc.array(fraction, { maxLength: 6 }), fraction, fraction, (parts, a, b) => {
      const sum = parts.reduce((all, part) => all.add(part), new Fraction(0));
      expect(lowest(exactSum(parts))).toBe(sum.toFraction());
      expect(lowest(exactProduct(a, b, sum))).toBe(a.mul(b).mul(sum).toFraction());
      const change = exactChange(a, b);
      expect(change === null ? null : lowest(change)).toBe(a.n === 0n ? null : b.div(a).sub(1).toFraction());
    }),
  );
});
