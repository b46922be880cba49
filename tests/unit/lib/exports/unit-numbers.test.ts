import fc from "fast-check";
import { expect, test } from "vitest";
import { extendNumbers } from "@/lib/exports/unit-numbers";

const units = fc.array(fc.constantFrom("lovelace", "a", "b", "c", "d", "e"), { maxLength: 12 });

test("units are numbered from 1 in the order of their first appearance, ada never", () => {
  expect([...extendNumbers(new Map(), ["lovelace", "b", "a", "b"])]).toEqual([
    ["b", 1],
    ["a", 2],
  ]);
  expect([...extendNumbers(new Map([["x", 7]]), ["a"])]).toEqual([
    ["x", 7],
    ["a", 8],
  ]);
});

test("a number that was given stays, no two units share one, and what comes in two parts is numbered as at once", () => {
  fc.assert(
    fc.property(units, units, (first, then) => {
      const before = extendNumbers(new Map(), first);
      const after = extendNumbers(before, then);
      for (const [unit, number] of before) expect(after.get(unit)).toBe(number);
      expect(new Set(after.values()).size).toBe(after.size);
      expect([...after]).toEqual([...extendNumbers(new Map(), [...first, ...then])]);
    }),
  );
});
