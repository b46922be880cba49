import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { TxHash, Unit } from "@/lib/cardano/brand";
import { choosePrice, type PriceCandidate } from "@/lib/market/choose-price";
import { isBelieved } from "@/lib/market/judge-jump";
import { saleValue } from "@/lib/market/sale-value";

const ada = (amount: number) => BigInt(amount) * 1_000_000n;

function candidate(name: string, price: Fraction | number, depthAda: number, isUnproven = false): PriceCandidate {
  return {
    price: new Fraction(price),
    depthLovelace: ada(depthAda),
    via: null,
    isUnproven,
    poolUnit: name as Unit,
    dex: "minswap-v2",
    txHash: name as TxHash,
    height: 1,
  };
}

const chosen = (...candidates: readonly PriceCandidate[]) => {
  const price = choosePrice(candidates);
  if (price === null) throw new Error("no price");
  return price;
};
const told = (...candidates: readonly PriceCandidate[]) => {
  const { from, class: priceClass, depthLovelace } = chosen(...candidates);
  return [from.poolUnit, priceClass, depthLovelace];
};

describe("the price of a unit", () => {
  it("is the median of its pools, each as heavy as its ada", () => {
    const [a, b, c] = [candidate("a", 1, 5_000), candidate("b", 2, 4_000), candidate("c", 3, 2_000)];
    expect(told(c, a, b)).toEqual(["b", "firm", ada(11_000)]);
    expect(chosen(c, a, b).among.map(({ poolUnit }) => poolUnit)).toEqual(["a", "b", "c"]);
    expect(told(a, candidate("d", 9, 6_000))).toEqual(["d", "firm", ada(11_000)]);
  });
  it("is the deeper pool's where two share the middle, and the same one whatever the order", () => {
    const four = [
      candidate("a", 1, 2_000),
      candidate("b", 2, 3_000),
      candidate("c", 3, 4_000),
      candidate("d", 4, 1_000),
    ];
    expect(told(...four)).toEqual(["c", "firm", ada(10_000)]);
    expect(told(candidate("b", 2, 3_000), candidate("a", 1, 3_000))).toEqual(["a", "thin", ada(6_000)]);
  });
  it("is told by its depth to be firm, thin or unreliable; small pools together are no deep one", () => {
    expect(told(candidate("a", 1, 10_000))).toEqual(["a", "firm", ada(10_000)]);
    expect(told(candidate("a", 1, 1_000))).toEqual(["a", "thin", ada(1_000)]);
    expect(told(candidate("a", 1, 999))).toEqual(["a", "unreliable", ada(999)]);
    expect(told(...Array.from({ length: 20 }, (_, at) => candidate(`p${at}`, 1, 900)))[1]).toBe("unreliable");
  });
  it("is at most thin where all of its pools are new, which are not asked where there is another", () => {
    expect(told(candidate("new", 5, 1_000_000, true))).toEqual(["new", "thin", ada(1_000_000)]);
    expect(told(candidate("new", 5, 1_000_000, true), candidate("old", 1, 2_000))).toEqual(["old", "thin", ada(2_000)]);
  });
  it("is none where no pool trades it, or none has ada", () => {
    expect(choosePrice([])).toBeNull();
    expect(choosePrice([candidate("a", 1, 0)])).toBeNull();
  });
  it("is moved by nothing that somebody adds to deep pools below a thousand ada, at whatever price", () => {
    const deep = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1_000, max: 100_000 })), {
      minLength: 1,
      maxLength: 6,
    });
    const thin = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 0, max: 999 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(deep, thin, (pools, attackers) => {
        const real = pools.map(([price, depth], at) => candidate(`real${at}`, price, depth));
        const added = attackers.map(([price, depth], at) => candidate(`added${at}`, price, depth));
        expect(chosen(...real, ...added)).toEqual(chosen(...real));
      }),
    );
  });
  it("lies between the pools' prices", () => {
    const pool = fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 1, max: 100_000 }));
    fc.assert(
      fc.property(fc.array(pool, { minLength: 1, maxLength: 8 }), (pools) => {
        const { from, among } = chosen(...pools.map(([price, depth], at) => candidate(`p${at}`, price, depth)));
        const weight = (side: (each: PriceCandidate) => boolean) =>
          among.filter(side).reduce((sum, { depthLovelace }) => sum + depthLovelace, 0n);
        const half = weight(() => true);
        expect(2n * weight(({ price }) => price.lt(from.price))).toBeLessThanOrEqual(half);
        expect(2n * weight(({ price }) => price.gt(from.price))).toBeLessThanOrEqual(half);
      }),
    );
  });
});

describe("a leap of a price", () => {
  const at = (price: number, ...others: readonly PriceCandidate[]) => chosen(candidate("a", price, 20_000), ...others);
  const firm = { price: new Fraction(100), class: "firm", doubted: null } as const;

  it("is believed up to a quarter, and where a second pool says so", () => {
    expect([isBelieved(null, at(500)), isBelieved(firm, at(125)), isBelieved(firm, at(75))]).toEqual([
      true,
      true,
      true,
    ]);
    expect(isBelieved(firm, at(200, candidate("b", 205, 5_000)))).toBe(true);
    expect(isBelieved(firm, at(200, candidate("b", 90, 5_000)))).toBe(false);
  });
  it("is believed when it is seen twice", () => {
    expect([isBelieved(firm, at(126)), isBelieved(firm, at(74))]).toEqual([false, false]);
    const doubting = { ...firm, doubted: new Fraction(126) };
    expect([isBelieved(doubting, at(127)), isBelieved(doubting, at(300))]).toEqual([true, false]);
  });
  it("of a price that nobody could rely on is nothing to doubt", () => {
    expect(isBelieved({ ...firm, class: "unreliable" }, at(500))).toBe(true);
  });
});

describe("what a quantity is worth", () => {
  const price = new Fraction(3n, 7n);
  const depth = ada(50_000);
  const valueOf = (quantity: bigint) => {
    const { n, d } = saleValue(quantity, price, depth);
    return new Fraction(n, d);
  };

  it("is quantity times price while that is little beside the pools", () => {
    expect(valueOf(1_000_000n)).toEqual(price.mul(1_000_000n));
  });
  it("is never more than the pools hold, never less for more of it, and never above its price", () => {
    const quantity = fc.bigInt({ min: 0n, max: 10n ** 24n });
    fc.assert(
      fc.property(quantity, quantity, (one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const [small, large] = [valueOf(less), valueOf(more)];
        expect(small.lte(large)).toBe(true);
        expect(large.lt(new Fraction(depth)) && large.lte(price.mul(more))).toBe(true);
      }),
    );
  });
});
