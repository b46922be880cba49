import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { TxHash } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { furthestMs, pastPrice, type PastPrice } from "@/lib/prices/past-price";
import type { PoolAround, PricePoint } from "@/lib/market/price-point";
import { sharePrice } from "@/lib/prices/share-price";

const unit = parseUnit(`${"ab".repeat(28)}41`);
const lp = parseUnit(`${"cd".repeat(28)}4c50`);
const noon = Date.UTC(2024, 0, 10, 12);
const hour = 3_600_000;
const noQuote = () => null;

function point(at: number, price: number | Fraction, more: Partial<PricePoint> = {}): PricePoint {
  return {
    unit,
    poolUnit: parseUnit(`${"ef".repeat(28)}01`),
    dex: "minswap-v2",
    quote: lovelace,
    lpUnit: lp,
    txHash: String(at).padStart(64, "0") as TxHash,
    height: 9_000_000,
    txIndex: 0,
    at,
    until: at,
    price: new Fraction(price),
    reserveQuote: 50_000_000_000n,
    reserveUnit: 1_000_000n,
    supply: 100_000n,
    ...more,
  };
}

const around = (some: Partial<PoolAround>): PoolAround => ({ before: null, after: null, close: null, ...some });
const other = (number: number) => ({ poolUnit: parseUnit(`${"ef".repeat(28)}${String(number).padStart(2, "0")}`) });
const told = (price: PastPrice | null) => price && [price.price.toFraction(), price.rank, price.class];

describe("A past price", () => {
  test("is that of the pool in the very block, or that was known to stand so", () => {
    const output = around({ before: point(noon, 7) });
    expect(told(pastPrice(noon, [output], noQuote))).toEqual(["7", "output", "firm"]);
    const held = around({ before: point(noon - 90 * 24 * hour, 7, { until: noon }), after: point(noon + hour, 100) });
    expect(pastPrice(noon, [held], noQuote)).toEqual({
      price: new Fraction(7),
      class: "firm",
      depthLovelace: 50_000_000_000n,
      rank: "at height",
      from: { dex: "minswap-v2", poolUnit: point(0, 1).poolUnit, txHash: held.before?.txHash, height: 9_000_000 },
      at: "2023-10-12T12:00:00.000Z",
    });
  });

  test("is else the close of its day, and else on the line between two neighbours", () => {
    const [before, after] = [point(noon - 10 * hour, 10), point(noon + 30 * hour, 50)];
    const close = point(noon + hour, 30, { until: noon + 12 * hour });
    expect(told(pastPrice(noon, [around({ before, after: close, close })], noQuote))).toEqual([
      "30",
      "day close",
      "firm",
    ]);
    expect(told(pastPrice(noon, [around({ before, after })], noQuote))).toEqual(["20", "between", "firm"]);
    const thirds = around({ before: point(noon - hour, 1), after: point(noon + 2 * hour, 2) });
    expect(told(pastPrice(noon, [thirds], noQuote))).toEqual(["4/3", "between", "firm"]);
  });

  test("is between what one pool told before and another tells next, where none is known on both sides", () => {
    const before = around({ before: point(noon - 50 * hour, 10, { until: noon - 45 * hour }) });
    const after = around({ after: point(noon + 135 * hour, 50, { ...other(2), reserveQuote: 5_000_000_000n }) });
    const thin = around({ before: point(noon - 25 * hour, 900, { ...other(3), reserveQuote: 900_000_000n }) });
    expect(pastPrice(noon, [before, after, thin], noQuote)).toEqual({
      ...{ price: new Fraction(20), class: "thin", depthLovelace: 5_000_000_000n, rank: "between" },
      from: { dex: "minswap-v2", poolUnit: point(0, 1).poolUnit, txHash: before.before?.txHash, height: 9_000_000 },
      at: new Date(noon - 50 * hour).toISOString(),
    });
    const late = around({ after: point(noon + 31 * 24 * hour, 50, other(2)) });
    expect(pastPrice(noon, [before, late], noQuote)).toBeNull();
  });

  test("is unknown between two that are too far apart, and beside one of another day", () => {
    const far = around({ before: point(noon - 20 * 24 * hour, 1), after: point(noon + 12 * 24 * hour, 1) });
    expect(pastPrice(noon, [far], noQuote)).toBeNull();
    expect(pastPrice(noon, [around({ after: point(noon + 12 * hour, 1) })], noQuote)).toBeNull();
    expect(pastPrice(noon, [around({ before: point(noon - 13 * hour, 1) })], noQuote)).toBeNull();
    expect(told(pastPrice(noon, [around({ before: point(noon - 11 * hour, 3) })], noQuote))).toEqual([
      "3",
      "between",
      "firm",
    ]);
    expect(pastPrice(noon, [], noQuote)).toBeNull();
  });

  test("says nothing where the pool could not be read", () => {
    const unread = point(noon - hour, 1, { price: null, until: noon + 12 * hour });
    expect(pastPrice(noon, [around({ before: unread, close: unread })], noQuote)).toBeNull();
  });

  test("of a deep pool that is less well known outdoes one of a thin pool in the very block", () => {
    const thin = around({ before: point(noon, 1_000_000, { ...other(2), reserveQuote: 2_000_000_000n }) });
    const deep = around({ before: point(noon - hour, 10, other(3)), after: point(noon + hour, 10, other(3)) });
    expect(told(pastPrice(noon, [thin, deep], noQuote))).toEqual(["10", "between", "firm"]);
    const seen = around({ before: point(noon, 11, other(3)) });
    expect(told(pastPrice(noon, [thin, seen], noQuote))).toEqual(["11", "output", "firm"]);
  });

  test("in a stable coin costs what that coin cost then, and is as deep as the lesser of both", () => {
    const usd = parseUnit("c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d");
    const quoted = around({ before: point(noon, 2, { quote: usd, reserveQuote: 5_000_000_000n }) });
    const usdPrice = pastPrice(noon, [around({ before: point(noon, new Fraction(5, 2)) })], noQuote);
    expect(pastPrice(noon, [quoted], (quote) => (quote === usd ? usdPrice : null))).toMatchObject({
      price: new Fraction(5),
      depthLovelace: 12_500_000_000n,
      class: "firm",
    });
    expect(pastPrice(noon, [quoted], noQuote)).toBeNull();
  });

  const prices = fc.record({ n: fc.bigInt(1n, 10n ** 30n), d: fc.bigInt(1n, 10n ** 30n) });
  const fraction = ({ n, d }: { n: bigint; d: bigint }) => new Fraction(n, d);

  test("between two lies between them, and is theirs at their own times", () => {
    const gap = fc.integer({ min: 0, max: furthestMs / 2 });
    fc.assert(
      fc.property(prices, prices, gap, fc.integer({ min: 1, max: furthestMs / 2 }), (a, b, ago, ahead) => {
        const [before, after] = [point(noon - ago, fraction(a)), point(noon + ahead, fraction(b))];
        const found = pastPrice(noon, [around({ before, after })], noQuote)?.price;
        const [low, high] = [fraction(a), fraction(b)].toSorted((x, y) => x.compare(y));
        if (found === undefined || low === undefined || high === undefined) throw new Error("no price");
        expect(found.gte(low) && found.lte(high)).toBe(true);
        if (ago === 0) expect(found.equals(fraction(a))).toBe(true);
      }),
    );
  });

  test("that is exact does not depend on what is known of later times", () => {
    fc.assert(
      fc.property(prices, prices, fc.integer({ min: 1, max: furthestMs }), (a, b, ahead) => {
        const before = point(noon - hour, fraction(a), { until: noon });
        const alone = pastPrice(noon, [around({ before })], noQuote);
        const later = point(noon + ahead, fraction(b));
        expect(pastPrice(noon, [around({ before, after: later })], noQuote)).toEqual(alone);
      }),
    );
  });

  test("cannot be moved by pools with less than half of the ADA, whatever they say and however well they are known", () => {
    const hostile = fc.array(fc.record({ price: prices, share: fc.integer({ min: 1, max: 24 }) }), { maxLength: 2 });
    fc.assert(
      fc.property(hostile, (pools) => {
        const honest = around({ before: point(noon - hour, 10), after: point(noon + hour, 10) });
        const others = pools.map(({ price, share }, i) =>
          around({
            before: point(noon, fraction(price), { ...other(i + 2), reserveQuote: BigInt(share) * 10n ** 9n }),
          }),
        );
        expect(pastPrice(noon, [...others, honest], noQuote)?.price.toFraction()).toBe("10");
      }),
    );
  });
});

describe("A share of a pool", () => {
  const ada: PastPrice = {
    price: new Fraction(1),
    class: "firm",
    depthLovelace: 10n ** 15n,
    rank: "output",
    from: null,
    at: "",
  };
  const tokenAt = (price: number, more: Partial<PastPrice>): PastPrice => ({
    ...ada,
    price: new Fraction(price),
    ...more,
  });

  test("is worth its part of both sides, at what all pools say, and as sure as the less sure of them", () => {
    const pool = around({ before: point(noon, 50_000) });
    const price = sharePrice(noon, pool, (of) =>
      of === lovelace ? ada : tokenAt(40_000, { class: "thin", rank: "day close" }),
    );
    expect(price).toMatchObject({ class: "thin", rank: "day close", depthLovelace: 90_000_000_000n });
    expect(price?.price.toFraction()).toBe("900000");
  });

  test("is unknown where the pool does not tell how many there are", () => {
    expect(sharePrice(noon, around({ before: point(noon, 1, { supply: null }) }), () => ada)).toBeNull();
    expect(sharePrice(noon, around({ before: point(noon, 1) }), () => null)).toBeNull();
  });
});
