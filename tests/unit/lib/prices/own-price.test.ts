import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { Unit } from "@/lib/cardano/brand";
import { ownCurrencies, ownLovelace, ownPriceAt, ownPriceOfOne, type OwnPrice } from "@/lib/prices/own-price";

const [unit, other] = [`${"ab".repeat(28)}01`, `${"ab".repeat(28)}02`] as [Unit, Unit];
const day = 86_400_000;
const price = (given: Partial<OwnPrice>): OwnPrice => ({
  ...{ unit, isDay: false, at: 0, price: "1", currency: "ADA", decimals: 6 },
  ...given,
});
const since10 = price({ at: 10 * day, price: "10" });
const since20 = price({ at: 20 * day + 5, price: "20" });
const on12 = price({ at: 12 * day, isDay: true, price: "12" });
const all = [since20, on12, since10, price({ unit: other, at: 0, price: "99" })];

describe("A person's own price", () => {
  it.each([
    ["before the first there is none", 10 * day - 1, null],
    ["from its time on", 10 * day, since10],
    ["a day beats it, from its beginning", 12 * day, on12],
    ["to its end", 13 * day - 1, on12],
    ["and no longer", 13 * day, since10],
    ["the newest counts", 20 * day + 5, since20],
    ["the one before until then", 20 * day + 4, since10],
  ])("%s", (_, at, expected) => {
    expect(ownPriceAt(all, unit, at)).toEqual(expected);
  });

  it("is of its unit alone, and a day that is over says nothing of today", () => {
    expect(ownPriceAt(all, other, 30 * day)?.price).toBe("99");
    expect(ownPriceAt([on12], unit, 14 * day)).toBeNull();
  });

  it("is exact in lovelace for one smallest part, by its own rate and the decimals that it was said with", () => {
    const said = price({ price: "0.1", currency: "EUR", decimals: 2 });
    expect(ownLovelace(said, new Fraction("0.3")).toFraction()).toBe("10000/3");
    expect(ownLovelace(price({ price: "2", decimals: 0 }), new Fraction(1)).toFraction()).toBe("2000000");
    expect(ownPriceOfOne(price({ price: "2", decimals: 0 }), 6).toFraction()).toBe("2000000");
    expect(ownPriceOfOne(price({ price: "2", decimals: 6 }), 6).toFraction()).toBe("2");
  });

  it("tells each currency once", () => {
    expect(ownCurrencies([since10, null, price({ currency: "EUR" }), price({ currency: "EUR" })])).toEqual([
      "ADA",
      "EUR",
    ]);
  });
});
