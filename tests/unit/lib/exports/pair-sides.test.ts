import fc from "fast-check";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import { sum } from "@/lib/accounting/money";
import type { Side } from "@/lib/exports/export-row";
import { pairSides } from "@/lib/exports/pair-sides";

const side = fc
  .record({
    quantity: fc.oneof(fc.bigInt(1n, 3n), fc.bigInt(1n, 10n ** 30n)),
    worth: fc.option(
      fc.bigInt(0n, 10n ** 12n).map((n) => new Fraction(n, 7n)),
      { nil: null },
    ),
    price: fc.option(
      fc.bigInt(1n, 10n ** 9n).map((n) => new Fraction(n, 10n ** 9n)),
      { nil: null },
    ),
  })
  .map(({ price, ...each }) => ({ price, ticker: null, decimals: 0, ...each }));

type Priced = Side & { readonly price: Fraction | null };

const sides = (letter: string) =>
  fc
    .array(side, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((each, n): Priced => ({ ...each, unit: letter + String(n) })));

test("whatever is cut, each thing's parts are all of it, in quantity and in worth, and none is nothing", () => {
  fc.assert(
    fc.property(sides("given"), sides("got"), (given, got) => {
      const prices = new Map([...given, ...got].map(({ unit, price }) => [unit, price]));
      const pairs = pairSides(given, got, (unit) => prices.get(unit) ?? null);
      for (const [whole, place] of [
        ...given.map((each) => [each, "sent"] as const),
        ...got.map((each) => [each, "received"] as const),
      ]) {
        const parts = pairs.flatMap((pair) => (pair[place]?.unit === whole.unit ? [pair[place]] : []));
        expect(parts.reduce((all, { quantity }) => all + quantity, 0n)).toBe(whole.quantity);
        expect(sum(parts.map(({ worth }) => worth))?.toFraction()).toBe(whole.worth?.toFraction());
        expect(parts.every(({ quantity }) => quantity > 0n)).toBe(true);
      }
      expect(pairs.length).toBeLessThanOrEqual(given.length + got.length);
    }),
    { numRuns: 1000 },
  );
});

test("one for one is one row, and nothing for something is none", () => {
  const one: Side = { unit: "a", ticker: null, decimals: 0, quantity: 5n, worth: null };
  const other: Side = { ...one, unit: "b", quantity: 3n, worth: new Fraction(1n, 3n) };
  expect(pairSides([one], [other], () => null)).toEqual([{ sent: one, received: other }]);
  expect(pairSides([], [], () => null)).toEqual([]);
});
